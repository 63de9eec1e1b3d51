package io.caracal.itests.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class WithoutAuthenticationIT {

    @Test
    void anyoneOnThisMachineGetsInWhileTheChainIsEmpty(@TempDir Path work) throws Exception {
        try (AuthBroker broker = AuthBroker.start(work, List.of(), "")) {
            assertThat(Device.of(broker.port(), "whoever", "").getsIn()).isTrue();
        }
    }
}
