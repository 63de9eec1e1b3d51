package io.caracal.store.log.fault;

import io.caracal.store.log.disk.Disk;
import io.caracal.store.log.disk.DiskFile;
import io.caracal.store.log.disk.DiskFullException;
import io.caracal.store.log.fault.Faults.Effect;
import io.caracal.store.log.fault.Faults.Operation;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * A disk in memory that fails as disks do. It keeps apart what was written and what was forced: {@link #powerLoss} keeps, loses or tears
 * what was not forced, {@link #processCrash} keeps what was written; both give the disk that is found afterwards, and this one is dead.
 * Before that, operations fail, room runs out and forces take their time as told.
 */
public final class FaultDisk implements Disk {
    private final Random chance;
    private final Faults faults = new Faults();
    private final CachedFolder folder;
    private long quota = Long.MAX_VALUE;
    private boolean surprising;
    private boolean readOnly;
    private boolean held;
    private boolean locked;
    private boolean dead;
    private int writer;

    /** @param seed decides what is lost */
    public FaultDisk(long seed) {
        this(new Random(seed), new CachedFolder());
    }

    private FaultDisk(Random chance, CachedFolder folder) {
        this.chance = chance;
        this.folder = folder;
    }

    /** See {@link Faults#arm}. */
    public synchronized void arm(Set<Operation> operations, Effect effect, int pass, int times) {
        faults.arm(operations, effect, pass, times);
    }

    public synchronized void disarm() {
        faults.disarm();
    }

    /** The most bytes that all files may have together. */
    public synchronized void quota(long bytes) {
        quota = bytes;
    }

    /** Free space is told as if there were no quota: somebody else uses it up between question and write. */
    public synchronized void quotaComesAsSurprise() {
        surprising = true;
    }

    public synchronized void readOnly(boolean on) {
        readOnly = on;
    }

    /** While on, forces do not come back; when the disk dies, they fail. */
    public synchronized void holdForces(boolean on) {
        held = on;
        notifyAll();
    }

    public synchronized boolean dead() {
        return dead;
    }

    /** Bytes of all files. */
    public synchronized long bytes() {
        return folder.bytes();
    }

    /**
     * The machine crashes, unless it or the process has done so already.
     *
     * @param kept how likely each sector, size and name that was not forced is there all the same, 0 to 1
     * @return the disk that is found afterwards
     */
    public synchronized FaultDisk powerLoss(double kept) {
        die();
        return new FaultDisk(chance, folder.afterPowerLoss(chance, kept));
    }

    /**
     * The process crashes, unless it has done so already.
     *
     * @return the disk that is found afterwards; what was written is there, and what of it was not forced is not forced yet
     */
    public synchronized FaultDisk processCrash() {
        die();
        return new FaultDisk(chance, folder);
    }

    /** Another disk with the same files, all of them forced. */
    public synchronized FaultDisk copy(long seed) {
        Random other = new Random(seed);
        return new FaultDisk(other, folder.afterPowerLoss(other, 1));
    }

    /** Bytes of a file change by themselves. */
    public synchronized void damage(String name, int position, byte[] bytes) throws IOException {
        folder.get(name).damage(position, bytes);
    }

    /** A file is shorter by itself. */
    public synchronized void cut(String name, int size) throws IOException {
        folder.get(name).truncate(size);
        folder.get(name).force();
    }

    /** A file is gone by itself. */
    public synchronized void lose(String name) throws IOException {
        folder.delete(name);
        folder.force();
    }

    /** What a file has now. */
    public synchronized byte[] bytesOf(String name) throws IOException {
        return folder.get(name).bytes();
    }

    public synchronized List<String> names() {
        return folder.names();
    }

    /** Who writes from now on, in the answer of {@link #writersOf}. */
    public synchronized void writer(int number) {
        writer = number;
    }

    /** For each byte of a file who wrote it last, as told by {@link #writer}; 0 if nobody did, or a zero to make room. */
    public synchronized int[] writersOf(String name) throws IOException {
        return folder.get(name).writers();
    }

    @Override
    public synchronized List<String> list() throws IOException {
        begin(Operation.LIST);
        return folder.names();
    }

    @Override
    public synchronized DiskFile create(String name) throws IOException {
        beginChange(Operation.CREATE);
        CachedFile file = folder.create(name);
        finish();
        return new FaultFile(this, name, file);
    }

    @Override
    public synchronized DiskFile open(String name) throws IOException {
        begin(Operation.OPEN);
        return new FaultFile(this, name, folder.get(name));
    }

    @Override
    public synchronized void delete(String name) throws IOException {
        beginChange(Operation.DELETE);
        folder.delete(name);
        finish();
    }

    @Override
    public synchronized void rename(String from, String to) throws IOException {
        beginChange(Operation.RENAME);
        folder.rename(from, to);
        finish();
    }

    @Override
    public synchronized void forceFolder() throws IOException {
        if (beginForce(Operation.FORCE_FOLDER)) {
            folder.force();
        } else {
            folder.failForce(chance);
            throw error(Operation.FORCE_FOLDER);
        }
    }

    @Override
    public synchronized long freeSpace() throws IOException {
        begin(Operation.LIST);
        return surprising || quota == Long.MAX_VALUE ? 1L << 40 : Math.max(0, quota - folder.bytes());
    }

    @Override
    public synchronized Closeable lock() throws IOException {
        beginChange(Operation.LIST);
        if (locked) {
            throw new IOException("the disk is in use");
        }
        locked = true;
        return this::unlock;
    }

    private synchronized void unlock() {
        locked = false;
    }

    synchronized int read(CachedFile file, ByteBuffer target, long position) throws IOException {
        begin(Operation.READ);
        return file.read(target, position);
    }

    synchronized long size(CachedFile file) throws IOException {
        begin(Operation.LIST);
        return file.size();
    }

    synchronized void write(CachedFile file, ByteBuffer source, long position) throws IOException {
        if (readOnly) {
            throw new IOException("WRITE: Read-only file system");
        }
        Effect effect = next(Operation.WRITE);
        if (effect != Effect.WELL) {
            writePart(file, source, position, chance.nextInt(source.remaining() + 1));
            throw dead ? off() : error(Operation.WRITE);
        }
        long room = quota == Long.MAX_VALUE ? Long.MAX_VALUE : quota - folder.bytes();
        int growth = file.growth(position, source.remaining());
        if (growth > Math.max(0, room)) {
            writePart(file, source, position, source.remaining() - growth + (int) Math.max(0, room));
            throw new DiskFullException("no room", new IOException("No space left on device"));
        }
        file.write(source, position, writer);
    }

    synchronized void truncate(CachedFile file, long size) throws IOException {
        beginChange(Operation.TRUNCATE);
        file.truncate(size);
        finish();
    }

    synchronized void force(CachedFile file) throws IOException {
        if (beginForce(Operation.FORCE)) {
            file.force();
        } else {
            file.failForce(chance);
            throw error(Operation.FORCE);
        }
    }

    private void writePart(CachedFile file, ByteBuffer source, long position, int length) {
        ByteBuffer part = source.slice(source.position(), length);
        source.position(source.position() + length);
        file.write(part, position, writer);
    }

    private void begin(Operation operation) throws IOException {
        Effect effect = next(operation);
        if (effect == Effect.ERROR) {
            throw error(operation);
        }
        if (effect == Effect.CRASH && chance.nextBoolean()) {
            throw off();
        }
    }

    private void beginChange(Operation operation) throws IOException {
        if (readOnly) {
            throw new IOException(operation + ": Read-only file system");
        }
        begin(operation);
    }

    /** Whether a force may do its work, when it is its turn. */
    private boolean beginForce(Operation operation) throws IOException {
        Effect effect = next(operation);
        while (held && !dead) {
            try {
                wait();
            } catch (InterruptedException e) {
                throw new InterruptedIOException(operation + " was interrupted: " + e.getMessage());
            }
        }
        finish();
        return effect == Effect.WELL;
    }

    /** A change that a crash came into is made, but nobody is told. */
    private void finish() throws IOException {
        if (dead) {
            throw off();
        }
    }

    private Effect next(Operation operation) throws IOException {
        finish();
        Effect effect = faults.next(operation);
        if (effect == Effect.CRASH) {
            die();
        }
        return effect;
    }

    private void die() {
        dead = true;
        notifyAll();
    }

    private static IOException off() {
        return new IOException("the machine is off");
    }

    private static IOException error(Operation operation) {
        return new IOException(operation + ": Input/output error");
    }
}
