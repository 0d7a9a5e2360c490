'use strict';

// Reads what Chromium prints: how many pages, and the text of each. Of PDF no more than what Chromium's writer (Skia) uses: streams by
// deflate, one operator a line, glyphs by number, and for each font a table of the characters that they are.

const zlib = require('zlib');

/** Objects by their numbers. */
function objectsOf(file) {
  const objects = new Map();
  for (const [, number, body] of file.matchAll(/(?:^|\n)(\d+) 0 obj\n?([\s\S]*?)\nendobj/g)) {
    objects.set(Number(number), body);
  }
  return objects;
}

function streamOf(object) {
  const [, head, content] = /^([\s\S]*?)stream\r?\n([\s\S]*)\r?\nendstream/.exec(object);
  const bytes = Buffer.from(content, 'latin1');
  return (head.includes('/FlateDecode') ? zlib.inflateSync(bytes) : bytes).toString('latin1');
}

const characters = hex => Buffer.from(hex, 'hex').swap16().toString('utf16le');

/** The characters of a font's glyphs. */
function glyphsOf(table) {
  const glyphs = new Map();
  for (const [, some] of table.matchAll(/beginbfchar([\s\S]*?)endbfchar/g)) {
    for (const [, glyph, text] of some.matchAll(/<([0-9A-F]+)> <([0-9A-F]+)>/gi)) {
      glyphs.set(parseInt(glyph, 16), characters(text));
    }
  }
  for (const [, some] of table.matchAll(/beginbfrange([\s\S]*?)endbfrange/g)) {
    for (const [, from, to, text] of some.matchAll(/<([0-9A-F]+)> <([0-9A-F]+)> <([0-9A-F]+)>/gi)) {
      const first = parseInt(text, 16);
      for (let glyph = parseInt(from, 16); glyph <= parseInt(to, 16); glyph++) {
        glyphs.set(glyph, String.fromCodePoint(first + glyph - parseInt(from, 16)));
      }
    }
  }
  return glyphs;
}

/** The texts of a page as they were drawn, and of each how high its letters are, in points. */
function textsOf(content, fontOf) {
  const texts = [];
  const outer = [];
  let scale = 1;
  let font = new Map();
  for (const line of content.split('\n')) {
    const [, operator] = /(\S+)$/.exec(line.trimEnd()) || [];
    if (operator === 'q') {
      outer.push(scale);
    } else if (operator === 'Q') {
      scale = outer.pop();
    } else if (operator === 'cm') {
      const [across, turned] = line.split(' ').map(Number);
      scale *= Math.hypot(across, turned);
    } else if (operator === 'BT') {
      texts.push({ text: '', points: 0 });
    } else if (operator === 'Tf') {
      const [name, size] = line.split(' ');
      font = fontOf(Number(name.slice(2)));
      texts[texts.length - 1].points = Number(size) * scale;
    } else if (operator === 'Tj') {
      const hex = /<([0-9A-F]+)> Tj/i.exec(line)[1];
      texts[texts.length - 1].text += hex.match(font.digits).map(glyph => font.glyphs.get(parseInt(glyph, 16)) ?? '').join('');
    }
  }
  return texts;
}

/** @param bytes of the file */
function pagesOf(bytes) {
  const objects = objectsOf(Buffer.from(bytes).toString('latin1'));
  const fonts = new Map();
  const fontOf = number => {
    if (!fonts.has(number)) {
      const object = objects.get(number);
      const table = /\/ToUnicode (\d+) 0 R/.exec(object);
      fonts.set(number, { digits: object.includes('/Type0') ? /..../g : /../g, glyphs: table ? glyphsOf(streamOf(objects.get(Number(table[1])))) : new Map() });
    }
    return fonts.get(number);
  };
  return [...objects.values()].filter(object => /\/Type \/Page\b/.test(object))
    .map(page => textsOf(streamOf(objects.get(Number(/\/Contents (\d+) 0 R/.exec(page)[1]))), fontOf));
}

module.exports = { pagesOf };
