package io.posterframe.wire;

import io.posterframe.picture.Engine;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Field by field, what a worker is to do. */
final class TaskWire {
    private static final int NO_ENGINE = -1;

    private TaskWire() {}

    /** Reads one kind of task. */
    @FunctionalInterface
    interface Reading {
        Message.Task read(DataInput in) throws IOException;
    }

    /** Whatever values make no task are an IOException. */
    static Message.Task read(DataInput in, Reading kind) throws IOException {
        try {
            return kind.read(in);
        } catch (IllegalArgumentException | IndexOutOfBoundsException | ArithmeticException e) {
            throw new IOException("a job that means nothing", e);
        }
    }

    static void write(Message.Job job, DataOutput out) throws IOException {
        write(job.media(), out);
        SpecWire.write(job.spec(), out);
        SpecWire.write(job.limits(), out);
        out.writeLong(job.maxBytes());
    }

    static Message.Job readJob(DataInput in) throws IOException {
        return new Message.Job(readMedia(in), SpecWire.readSpec(in), SpecWire.readLimits(in), in.readLong());
    }

    static void write(Message.Pass pass, DataOutput out) throws IOException {
        write(pass.media(), out);
        out.writeInt(pass.times().size());
        for (long time : pass.times()) {
            out.writeLong(time);
        }
        SpecWire.write(pass.geometry(), out);
        SpecWire.write(pass.encoding(), out);
        SpecWire.write(pass.limits(), out);
        out.writeLong(pass.maxBytes());
    }

    static Message.Pass readPass(DataInput in) throws IOException {
        return new Message.Pass(
                readMedia(in),
                readTimes(in),
                SpecWire.readGeometry(in),
                SpecWire.readEncoding(in),
                SpecWire.readLimits(in),
                in.readLong());
    }

    private static List<Long> readTimes(DataInput in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > Wire.MAX_TIMES) {
            throw new IOException(count + " frames where at most " + Wire.MAX_TIMES + " are allowed");
        }
        List<Long> times = new ArrayList<>(count);
        long last = 0;
        for (int i = 0; i < count; i++) {
            long time = in.readLong();
            if (time < last) {
                throw new IOException("a frame at " + time + " behind one at " + last);
            }
            times.add(time);
            last = time;
        }
        return times;
    }

    static void write(Message.Probe probe, DataOutput out) throws IOException {
        write(probe.media(), out);
    }

    static Message.Probe readProbe(DataInput in) throws IOException {
        return new Message.Probe(readMedia(in));
    }

    private static void write(JobMedia media, DataOutput out) throws IOException {
        // in full: two names that were cut alike would name the same bytes
        out.writeUTF(media.source());
        out.writeLong(media.size());
        out.writeBoolean(media.unfinished());
        TimelineWire.write(media.timeline(), out);
        write(media.engine(), out);
    }

    private static JobMedia readMedia(DataInput in) throws IOException {
        return new JobMedia(in.readUTF(), in.readLong(), in.readBoolean(), TimelineWire.read(in), readEngine(in));
    }

    static void write(@Nullable Engine engine, DataOutput out) throws IOException {
        out.writeByte(engine == null ? NO_ENGINE : engine.ordinal());
    }

    static @Nullable Engine readEngine(DataInput in) throws IOException {
        int ordinal = in.readByte();
        Engine[] engines = Engine.values();
        if (ordinal < NO_ENGINE || ordinal >= engines.length) {
            throw new IOException("an unknown engine " + ordinal);
        }
        return ordinal == NO_ENGINE ? null : engines[ordinal];
    }
}
