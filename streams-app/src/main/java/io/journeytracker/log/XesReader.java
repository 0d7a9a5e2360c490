package io.journeytracker.log;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads XES (IEEE 1849): the trace's concept:name is the customer, the event's concept:name what happened,
 * time:timestamp when. Attributes of the trace and of the event become properties, the event's own first. A case that
 * was opened again, two traces of one name, is one customer.
 */
final class XesReader implements LogReader {

    private final LogFile file;
    private final TimeParser times;
    private final Lifecycle lifecycle;
    private final Columns columns;
    private final RejectedRows rejected;
    private final XMLStreamReader xml;
    private final RowBuilder rows;
    private final Map<String, Object> trace = new LinkedHashMap<>();
    private long events;
    private boolean inTrace;
    private Map<String, Object> last = Map.of();

    XesReader(LogFile file, LogSettings settings, Columns columns, RejectedRows rejected) {
        this.file = file;
        this.times = settings.times();
        this.lifecycle = settings.lifecycle();
        this.columns = columns;
        this.rejected = rejected;
        this.rows = new RowBuilder(file.name(), times, columns);
        try {
            String encoding =
                    file.marked().or(settings::encoding).map(Object::toString).orElse(null);
            this.xml = factory().createXMLStreamReader(file.bytes(), encoding);
        } catch (XMLStreamException e) {
            throw notXml(e);
        }
    }

    /**
     * Nothing outside the file is ever read. Newer Java counts the characters of {@code &lt;} and its kin against limits that
     * a long log exceeds; without a DTD no entity can expand to more, so the limits guard nothing here.
     */
    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty("jdk.xml.maxGeneralEntitySizeLimit", "0");
        factory.setProperty("jdk.xml.totalEntitySizeLimit", "0");
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        return factory;
    }

    @Override
    public LogRow next() {
        try {
            while (xml.hasNext()) {
                LogRow row = at(xml.next());
                if (row != null) {
                    return row;
                }
            }
            return null;
        } catch (XMLStreamException e) {
            throw notXml(e);
        }
    }

    private LogRow at(int found) throws XMLStreamException {
        if (found == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("trace")) {
            inTrace = false;
            trace.clear();
        }
        if (found != XMLStreamConstants.START_ELEMENT) {
            return null;
        }
        switch (xml.getLocalName()) {
            case "trace" -> {
                inTrace = true;
                trace.clear();
            }
            case "event" -> {
                return event();
            }
            case "string", "date", "int", "float", "boolean", "id", "list", "container" -> {
                if (inTrace) {
                    XesAttribute.read(xml, trace);
                }
            }
            default -> {
                // log, extension, global, classifier: nothing that belongs to one event.
            }
        }
        return null;
    }

    private LogRow event() throws XMLStreamException {
        long line = xml.getLocation().getLineNumber();
        Map<String, Object> event = new LinkedHashMap<>();
        for (int found = xml.next(); found != XMLStreamConstants.END_ELEMENT; found = xml.next()) {
            if (found == XMLStreamConstants.START_ELEMENT) {
                XesAttribute.read(xml, event);
            }
        }
        events++;
        if (!lifecycle.keeps(text(event, "lifecycle:transition"))) {
            return null;
        }
        last = event;
        LogRow row = row(event);
        if (row == null) {
            rejected.reject(line, rows.problem(), text());
        }
        return row;
    }

    private LogRow row(Map<String, Object> event) {
        if (characters(event) + characters(trace) > ByteWindow.MOST) {
            return rows.fail("longer than " + ByteWindow.MOST + " characters");
        }
        String timeText = text(event, columns.time());
        return rows.build(
                events,
                customer(event),
                text(event, columns.event()),
                timeText == null ? TimeParser.UNREADABLE : times.parse(timeText),
                timeText,
                either(event, columns.channel()),
                either(event, columns.sentiment()),
                either(event, columns.id()),
                properties(event),
                100 * (event.size() + trace.size()));
    }

    /** The trace's name is its own; another attribute may be each event's. */
    private String customer(Map<String, Object> event) {
        String ofTrace = text(trace, columns.customer());
        return ofTrace == null && !columns.customer().equals(Columns.XES_NAME)
                ? text(event, columns.customer())
                : ofTrace;
    }

    private static long characters(Map<String, Object> attributes) {
        long characters = 0;
        for (Map.Entry<String, Object> attribute : attributes.entrySet()) {
            int value = attribute.getValue() instanceof String text ? text.length() : Long.BYTES;
            characters += attribute.getKey().length() + value;
        }
        return characters;
    }

    private RowProperties properties(Map<String, Object> event) {
        Map<String, Object> all = new LinkedHashMap<>(event);
        trace.forEach(all::putIfAbsent);
        return RowProperties.of(all, columns);
    }

    private String either(Map<String, Object> event, Optional<String> column) {
        return column.map(name -> event.containsKey(name) ? text(event, name) : text(trace, name))
                .orElse(null);
    }

    private static String text(Map<String, Object> attributes, String key) {
        Object value = attributes.get(key);
        return value == null ? null : value.toString();
    }

    private LogException notXml(XMLStreamException e) {
        if (e.getNestedException() instanceof IOException cause) {
            return LogFile.unreadable(file.path(), cause);
        }
        String where = e.getLocation() == null ? "" : ":" + e.getLocation().getLineNumber();
        String what = e.getMessage() == null ? "" : e.getMessage().replaceFirst("(?s)^ParseError.*Message: ", "");
        return new LogException(
                file.path() + where + ": not well-formed XML (" + what.strip() + "); expected an XES log", e);
    }

    @Override
    public String text() {
        return customer(last) + ": " + last;
    }

    @Override
    public String name() {
        return file.path().toString();
    }

    @Override
    public long bytesRead() {
        return file.bytesRead();
    }

    @Override
    public void close() {
        file.close();
    }
}
