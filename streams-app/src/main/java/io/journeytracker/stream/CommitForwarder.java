package io.journeytracker.stream;

import java.util.function.BiConsumer;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.processor.internals.ProcessorNode;

/**
 * Lets a processor forward while its store writes what changed, which at a commit happens when no record is processed. It is what
 * Kafka Streams does for its own caching stores: what is forwarded then belongs to the transaction that is about to be
 * committed. There is no public way to it (see docs/decisions/0003-write-behind.md).
 */
public final class CommitForwarder {

    private final InternalProcessorContext<?, ?> context;
    private final ProcessorNode<?, ?, ?, ?> node;

    /** To be made in the processor's {@code init}. */
    public CommitForwarder(ProcessorContext<?, ?> context) {
        this.context = (InternalProcessorContext<?, ?>) context;
        this.node = this.context.currentNode();
    }

    /** The action, which now may forward whoever calls it. */
    public <K, V> BiConsumer<K, V> forwarding(BiConsumer<K, V> action) {
        return (key, value) -> {
            ProcessorNode<?, ?, ?, ?> before = context.currentNode();
            context.setCurrentNode(node);
            try {
                action.accept(key, value);
            } finally {
                context.setCurrentNode(before);
            }
        };
    }
}
