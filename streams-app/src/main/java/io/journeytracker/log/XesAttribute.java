package io.journeytracker.log;

import java.util.Map;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** One attribute of an XES trace or event, with its type; attributes of attributes by their path with dots. */
final class XesAttribute {

    /** Attributes of attributes of attributes: nobody means more levels than this. */
    private static final int DEEPEST = 64;

    private XesAttribute() {}

    /** Reads the attribute at which the reader stands, to its end. */
    static void read(XMLStreamReader xml, Map<String, Object> into) throws XMLStreamException {
        read(xml, "", 1, into);
    }

    private static void read(XMLStreamReader xml, String prefix, int depth, Map<String, Object> into)
            throws XMLStreamException {
        if (depth > DEEPEST) {
            throw new XMLStreamException(
                    "attributes inside one another, more than " + DEEPEST + " deep", xml.getLocation());
        }
        String key = xml.getAttributeValue(null, "key");
        String text = xml.getAttributeValue(null, "value");
        String path = prefix + (key == null ? xml.getLocalName() : key);
        if (text != null) {
            into.put(path, typed(xml.getLocalName(), text));
        }
        while (true) {
            int found = xml.next();
            if (found == XMLStreamConstants.END_ELEMENT) {
                return;
            }
            if (found == XMLStreamConstants.START_ELEMENT) {
                // The elements of a list are wrapped in "values", which has no key and no place in the path.
                boolean wrapper = xml.getLocalName().equals("values") && xml.getAttributeCount() == 0;
                if (wrapper) {
                    children(xml, path + '.', depth + 1, into);
                } else {
                    read(xml, path + '.', depth + 1, into);
                }
            }
        }
    }

    private static void children(XMLStreamReader xml, String prefix, int depth, Map<String, Object> into)
            throws XMLStreamException {
        for (int found = xml.next(); found != XMLStreamConstants.END_ELEMENT; found = xml.next()) {
            if (found == XMLStreamConstants.START_ELEMENT) {
                read(xml, prefix, depth, into);
            }
        }
    }

    /** A number that is not one stays what it is, text. */
    private static Object typed(String type, String text) {
        try {
            return switch (type) {
                case "int" -> Long.parseLong(text.strip());
                case "float" -> Double.parseDouble(text.strip());
                case "boolean" -> Boolean.parseBoolean(text.strip());
                default -> text;
            };
        } catch (NumberFormatException e) {
            return text;
        }
    }
}
