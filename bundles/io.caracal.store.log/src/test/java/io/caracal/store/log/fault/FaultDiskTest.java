package io.caracal.store.log.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caracal.store.log.disk.DiskFile;
import io.caracal.store.log.disk.DiskFullException;
import io.caracal.store.log.fault.Faults.Effect;
import io.caracal.store.log.fault.Faults.Operation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

class FaultDiskTest {
    private static final int SECTORS = 64;
    private static final int LENGTH = SECTORS * CachedFile.SECTOR;

    private final FaultDisk disk = new FaultDisk(1);

    @Test
    void powerLossKeepsWhatWasForced() throws IOException {
        forced("a", 1);

        FaultDisk found = disk.powerLoss(0);

        assertThat(found.bytesOf("a")).isEqualTo(filled(1));
    }

    @Test
    void powerLossTakesEachSectorThatWasNotForcedByItself() throws IOException {
        write(forced("a", 1), 2);

        byte[] found = disk.powerLoss(0.5).bytesOf("a");

        assertThat(found).contains(1, 2);
        for (int i = 0; i < LENGTH; i++) {
            assertThat(found[i]).isEqualTo(found[i / CachedFile.SECTOR * CachedFile.SECTOR]);
        }
    }

    @Test
    void processCrashKeepsWhatWasWrittenAndTheNextPowerLossTakesIt() throws IOException {
        write(forced("a", 1), 2);

        FaultDisk found = disk.processCrash();

        assertThat(found.bytesOf("a")).isEqualTo(filled(2));
        assertThat(found.powerLoss(0).bytesOf("a")).isEqualTo(filled(1));
    }

    @Test
    void powerLossTakesNamesWhoseFolderWasNotForced() throws IOException {
        forced("a", 1);
        disk.rename("a", "b");
        disk.create("c");

        assertThat(disk.powerLoss(0).names()).containsExactly("a");
    }

    @Test
    void growthThatWasNotForcedIsLost() throws IOException {
        DiskFile file = disk.create("a");
        disk.forceFolder();
        write(file, 1);

        assertThat(disk.powerLoss(0).bytesOf("a")).isEmpty();
    }

    @Test
    void afterFailedForceLaterOnesLie() throws IOException {
        DiskFile file = forced("a", 1);
        write(file, 2);
        disk.arm(EnumSet.of(Operation.FORCE), Effect.ERROR, 0, 1);

        assertThatThrownBy(file::force).isInstanceOf(IOException.class);
        file.force();

        assertThat(disk.bytesOf("a")).isEqualTo(filled(2));
        assertThat(disk.powerLoss(1).bytesOf("a")).contains(1, 2);
    }

    @Test
    void fullDiskTakesWhatFits() throws IOException {
        disk.quota(LENGTH / 2);
        DiskFile file = disk.create("a");

        assertThatThrownBy(() -> write(file, 1)).isInstanceOf(DiskFullException.class);

        assertThat(disk.bytesOf("a")).hasSize(LENGTH / 2);
        assertThat(disk.freeSpace()).isZero();
    }

    @Test
    void nothingWorksAfterTheCrash() throws IOException {
        DiskFile file = forced("a", 1);
        disk.arm(EnumSet.allOf(Operation.class), Effect.CRASH, 0, 1);

        assertThatThrownBy(() -> write(file, 2)).hasMessageContaining("off");

        assertThat(disk.dead()).isTrue();
        assertThatThrownBy(file::force).hasMessageContaining("off");
        assertThatThrownBy(disk::list).hasMessageContaining("off");
    }

    private DiskFile forced(String name, int value) throws IOException {
        DiskFile file = disk.create(name);
        disk.forceFolder();
        write(file, value);
        file.force();
        return file;
    }

    private static void write(DiskFile file, int value) throws IOException {
        file.write(ByteBuffer.wrap(filled(value)), 0);
    }

    private static byte[] filled(int value) {
        byte[] bytes = new byte[LENGTH];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
