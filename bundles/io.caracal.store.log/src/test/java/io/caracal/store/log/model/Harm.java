package io.caracal.store.log.model;

import io.caracal.store.log.fault.FaultDisk;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** What happens to files that nobody touches. */
enum Harm {
    FLIPPED_BITS {
        @Override
        void inflict(FaultDisk disk, String name, Random chance) throws IOException {
            byte[] bytes = disk.bytesOf(name);
            for (int i = chance.nextInt(4); i >= 0; i--) {
                int position = chance.nextInt(bytes.length);
                disk.damage(name, position, new byte[] {(byte) (bytes[position] ^ (1 << chance.nextInt(8)))});
            }
        }
    },
    GARBAGE {
        @Override
        void inflict(FaultDisk disk, String name, Random chance) throws IOException {
            byte[] bytes = new byte[1 + chance.nextInt(3_000)];
            chance.nextBytes(bytes);
            disk.damage(name, chance.nextInt(disk.bytesOf(name).length - bytes.length), bytes);
        }
    },
    ZEROED_SECTORS {
        @Override
        void inflict(FaultDisk disk, String name, Random chance) throws IOException {
            int sectors = disk.bytesOf(name).length / SECTOR;
            int first = chance.nextInt(sectors);
            disk.damage(name, first * SECTOR, new byte[SECTOR * (1 + chance.nextInt(Math.min(8, sectors - first)))]);
        }
    },
    /** Bytes of one place are found in another one, of the same file or another. */
    MISPLACED_SECTORS {
        @Override
        void inflict(FaultDisk disk, String name, Random chance) throws IOException {
            byte[] target = disk.bytesOf(name);
            byte[] source = disk.bytesOf(any(disk.names(), chance));
            int length = SECTOR * (1 + chance.nextInt(4));
            if (source.length < length || target.length < length) {
                return;
            }
            int from = chance.nextInt((source.length - length) / 8 + 1) * 8;
            int to = chance.nextInt((target.length - length) / 8 + 1) * 8;
            disk.damage(name, to, Arrays.copyOfRange(source, from, from + length));
        }
    },
    SHORTENED_FILE {
        @Override
        void inflict(FaultDisk disk, String name, Random chance) throws IOException {
            disk.cut(name, chance.nextInt(disk.bytesOf(name).length));
        }
    },
    LOST_FILE {
        @Override
        void inflict(FaultDisk disk, String name, Random chance) throws IOException {
            disk.lose(name);
        }
    };

    private static final int SECTOR = 512;

    abstract void inflict(FaultDisk disk, String name, Random chance) throws IOException;

    static <T> T any(List<T> choices, Random chance) {
        return choices.get(chance.nextInt(choices.size()));
    }
}
