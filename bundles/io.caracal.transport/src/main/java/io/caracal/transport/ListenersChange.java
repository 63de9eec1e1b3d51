package io.caracal.transport;

import io.caracal.api.config.PreparedChange;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The way from the listeners that are open to those that are wanted. */
final class ListenersChange implements PreparedChange {
    private final Opening opening;
    private final Map<ListenerId, Listener> before;
    private final Map<ListenerId, ListenerSettings> wanted;
    private final Function<ListenerId, Arrivals> arrivals;
    private final Consumer<Map<ListenerId, Listener>> done;
    private final Map<ListenerId, Listener> after = new HashMap<>();
    private final Map<ListenerId, Terms> terms = new HashMap<>();
    private final List<Listener> bound = new ArrayList<>();
    private final List<Listener> sharing = new ArrayList<>();

    /** @param arrivals those who came in by a listener, however often it was opened anew */
    ListenersChange(
            Opening opening,
            Map<ListenerId, Listener> before,
            Map<ListenerId, ListenerSettings> wanted,
            Function<ListenerId, Arrivals> arrivals,
            Consumer<Map<ListenerId, Listener>> done) {
        this.opening = opening;
        this.before = before;
        this.wanted = wanted;
        this.arrivals = arrivals;
        this.done = done;
    }

    /** Loads certificates and binds what is new; if that fails, nothing is bound any more. */
    ListenersChange bind() throws ListenerException {
        try {
            for (Map.Entry<ListenerId, ListenerSettings> each : wanted.entrySet()) {
                Listener present = before.get(each.getKey());
                Terms wish = Terms.of(
                        each.getKey(), each.getValue(), opening.tls(), present == null ? null : present.terms());
                terms.put(each.getKey(), wish);
                boolean stays = present != null && present.fits(each.getValue());
                after.put(each.getKey(), stays ? present : open(each.getKey(), wish));
            }
            return this;
        } catch (ListenerException | RuntimeException e) {
            abort();
            throw e;
        }
    }

    private Listener open(ListenerId id, Terms wish) throws ListenerException {
        Collection<Listener> inTheWay =
                goingFrom(BindAddress.parseAll(wish.settings().bind()).stream()
                        .map(InetSocketAddress::getPort)
                        .collect(Collectors.toSet()));
        Listener opened;
        try {
            opened = new Listener(id, wish, opening, arrivals.apply(id), false);
        } catch (ListenerException e) {
            if (inTheWay.isEmpty()) {
                throw e;
            }
            inTheWay.forEach(this::sharePort);
            opened = new Listener(id, wish, opening, arrivals.apply(id), true);
            sharing.add(opened);
        }
        bound.add(opened);
        return opened;
    }

    /** Listeners that this change closes, and that are on one of the ports where another one is to be opened. */
    private Collection<Listener> goingFrom(Set<Integer> ports) {
        return before.entrySet().stream()
                .filter(each -> each.getValue().addresses().stream()
                        .map(InetSocketAddress::getPort)
                        .anyMatch(ports::contains))
                .filter(each -> {
                    ListenerSettings settings = wanted.get(each.getKey());
                    return settings == null || !each.getValue().fits(settings);
                })
                .map(Map.Entry::getValue)
                .toList();
    }

    private void sharePort(Listener listener) {
        listener.sharePort(true);
        sharing.add(listener);
    }

    @Override
    public void commit() {
        after.forEach((id, listener) -> {
            Terms wish = terms.get(id);
            if (wish != null) {
                listener.follow(wish);
            }
        });
        bound.forEach(Listener::start);
        before.values().stream()
                .filter(listener -> !after.containsValue(listener))
                .forEach(Listener::close);
        endSharing();
        done.accept(Map.copyOf(after));
    }

    @Override
    public void abort() {
        bound.forEach(Listener::close);
        endSharing();
    }

    private void endSharing() {
        sharing.stream().filter(Listener::isOpen).forEach(listener -> listener.sharePort(false));
    }
}
