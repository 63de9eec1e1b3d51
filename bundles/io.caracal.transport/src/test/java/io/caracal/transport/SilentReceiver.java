package io.caracal.transport;

import io.caracal.core.Link;
import io.caracal.core.LinkReceiver;
import io.netty.buffer.ByteBuf;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Takes what comes and says nothing. */
class SilentReceiver implements LinkReceiver {
    private volatile @Nullable Link link;

    Link link() {
        return Objects.requireNonNull(link, "the link is not open yet");
    }

    @Override
    public void opened(Link opened) {
        link = opened;
    }

    @Override
    public void received(ByteBuf bytes) {}

    @Override
    public void writabilityChanged() {}

    @Override
    public void failed(Throwable cause) {
        link().close();
    }

    @Override
    public void closed() {}
}
