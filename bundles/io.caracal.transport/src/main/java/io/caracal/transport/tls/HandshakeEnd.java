package io.caracal.transport.tls;

import io.caracal.core.PeerInfo;
import io.caracal.transport.stage.Passage;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.nio.channels.ClosedChannelException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for the end of a handshake, says what it told of the client, and ends TLS when the connection ends. */
final class HandshakeEnd extends ChannelDuplexHandler {
    private static final Logger LOG = LoggerFactory.getLogger(HandshakeEnd.class);

    private final Passage passage;
    private boolean done;

    HandshakeEnd(Passage passage) {
        this.passage = passage;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake && !done) {
            done = true;
            if (handshake.isSuccess()) {
                passage.next(ctx.channel(), known(ctx));
            } else {
                refused(ctx, handshake.cause());
            }
        } else {
            ctx.fireUserEventTriggered(event);
        }
    }

    private static void refused(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof ClosedChannelException)) {
            LOG.info("peer={} TLS handshake failed: {}", ctx.channel().remoteAddress(), reason(cause));
        }
        ctx.close();
    }

    private static String reason(Throwable failure) {
        if (failure instanceof NotSslRecordException) {
            // Its message holds all that came.
            return "the client does not speak TLS";
        }
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }

    private PeerInfo known(ChannelHandlerContext ctx) {
        PeerInfo before = passage.peer();
        SSLSession session = ctx.pipeline().get(SslHandler.class).engine().getSession();
        Optional<X509Certificate> certificate = certificate(session);
        return new PeerInfo(
                before.address(),
                certificate,
                certificate
                        .map(each -> each.getSubjectX500Principal().getName())
                        .or(before::certSubject),
                certificate
                        .flatMap(each -> HostNames.commonName(each.getSubjectX500Principal()))
                        .or(before::certCommonName),
                Optional.of(session.getProtocol()),
                host(session).or(before::serverName),
                before.uniqueId());
    }

    private static Optional<X509Certificate> certificate(SSLSession session) {
        try {
            return Optional.of((X509Certificate) session.getPeerCertificates()[0]);
        } catch (SSLPeerUnverifiedException _) {
            return Optional.empty();
        }
    }

    private static Optional<String> host(SSLSession session) {
        return session instanceof ExtendedSSLSession extended
                ? extended.getRequestedServerNames().stream()
                        .filter(SNIHostName.class::isInstance)
                        .map(name -> ((SNIHostName) name).getAsciiName())
                        .findFirst()
                : Optional.empty();
    }

    /** What a client does wrong in TLS is its failure, not one of decoding. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        Throwable reason =
                cause instanceof DecoderException && cause.getCause() instanceof SSLException tls ? tls : cause;
        if (done && ctx.channel().isActive()) {
            ctx.fireExceptionCaught(reason);
        } else {
            LOG.debug("peer={} TLS handshake broken off: {}", ctx.channel().remoteAddress(), reason.toString());
            ctx.close();
        }
    }

    /** At once: {@link SslHandler} would wait for what is still to be written, for seconds if the client does not read. */
    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        SslHandler tls = ctx.pipeline().get(SslHandler.class);
        if (tls != null && done) {
            var unused = tls.closeOutbound();
        }
        ctx.pipeline().firstContext().close(promise);
    }
}
