// Holds compose files against dclint's rules. Given {name: path}, tells {name: [problems]}.
'use strict';

const { DCLinter } = require('dclint');
const { fail, given, tell } = require('./given');

/** Matters of taste: the order of services and keys, a name of the project, and quotes, which it does not see in lists of one line. */
const OFF = ['service-keys-order', 'services-alphabetical-order', 'require-project-name-field', 'require-quotes-in-ports', 'no-quotes-in-volumes'];

try {
  const linter = new DCLinter({ rules: Object.fromEntries(OFF.map(rule => [rule, 0])), quiet: false, debug: false, exclude: [] });
  tell(Object.fromEntries(Object.entries(given).map(([name, path]) =>
    [name, linter.lintFiles([path], false).flatMap(file => file.messages.map(({ rule, message }) => `${rule}: ${message}`))])));
} catch (problem) {
  fail(problem);
}
