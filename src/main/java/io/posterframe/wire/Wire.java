package io.posterframe.wire;

import io.posterframe.picture.Engine;
import io.posterframe.picture.ImageFormat;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Messages over a pair of streams. Neither side trusts the other with memory: every length is checked before it is
 * allocated, and anything unexpected is an IOException. One thread reads and one writes; they may be the same.
 */
public final class Wire implements Closeable {
    /** The most bytes of media that one read may ask for. */
    public static final int MAX_READ = 1 << 20;

    /** The most bytes of a picture in one message. */
    public static final int MAX_DATA = 256 << 10;

    /** The most parts that can be named as those that will be wanted next. */
    public static final int MAX_NEXT = 16;

    /** The most frames of one pass. */
    public static final int MAX_TIMES = 1_000;

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");
    private static final int MAX_TEXT = 500;
    private static final int BUFFER = 64 << 10;

    private static final byte JOB = 'J';
    private static final byte BYTES = 'B';
    private static final byte READ_FAILED = 'X';
    private static final byte READY = 'R';
    private static final byte READ = 'r';
    private static final byte OPEN = 'O';
    private static final byte OPENED = 'o';
    private static final byte ENCODING = 'E';
    private static final byte PICTURE = 'P';
    private static final byte DATA = 'D';
    private static final byte FAILED = 'F';
    private static final byte PASS = 'S';
    private static final byte NEXT = 'N';
    private static final byte STOP = 'H';
    private static final byte PASS_END = 'Z';
    private static final byte PROBE = 'M';
    private static final byte PROBED = 'm';

    private final DataInputStream in;
    private final DataOutputStream out;

    public Wire(InputStream in, OutputStream out) {
        this.in = new DataInputStream(new BufferedInputStream(in, BUFFER));
        this.out = new DataOutputStream(new BufferedOutputStream(out, BUFFER));
    }

    /** Sends a message at once. */
    public void send(Message message) throws IOException {
        write(message);
        flush();
    }

    public void flush() throws IOException {
        out.flush();
    }

    /** Sends a message with the next {@link #flush}. */
    public void write(Message message) throws IOException {
        if (message instanceof Message.Job job) {
            out.writeByte(JOB);
            TaskWire.write(job, out);
        } else if (message instanceof Message.Pass pass) {
            out.writeByte(PASS);
            TaskWire.write(pass, out);
        } else if (message instanceof Message.Probe probe) {
            out.writeByte(PROBE);
            TaskWire.write(probe, out);
        } else if (message instanceof Message.Next) {
            out.writeByte(NEXT);
        } else if (message instanceof Message.Stop) {
            out.writeByte(STOP);
        } else if (message instanceof Message.PassEnd) {
            out.writeByte(PASS_END);
        } else if (message instanceof Message.Probed probed) {
            out.writeByte(PROBED);
            out.writeLong(probed.durationMicros());
            out.writeInt(probed.width());
            out.writeInt(probed.height());
            TaskWire.write(probed.engine(), out);
        } else if (message instanceof Message.Bytes bytes) {
            out.writeByte(BYTES);
            out.writeInt(bytes.length());
            out.write(bytes.data(), 0, bytes.length());
        } else if (message instanceof Message.Opened opened) {
            out.writeByte(OPENED);
            out.writeLong(opened.size());
        } else if (message instanceof Message.ReadFailed) {
            out.writeByte(READ_FAILED);
        } else if (message instanceof Message.Ready) {
            out.writeByte(READY);
        } else if (message instanceof Message.Read read) {
            out.writeByte(READ);
            out.writeLong(read.offset());
            out.writeInt(read.length());
            out.writeLong(read.ahead());
        } else if (message instanceof Message.Open open) {
            out.writeByte(OPEN);
            out.writeInt(open.part());
            out.writeByte(open.next().size());
            for (int part : open.next()) {
                out.writeInt(part);
            }
        } else if (message instanceof Message.Encoding) {
            out.writeByte(ENCODING);
        } else if (message instanceof Message.Picture picture) {
            out.writeByte(PICTURE);
            out.writeByte(picture.format().ordinal());
            out.writeInt(picture.width());
            out.writeInt(picture.height());
            out.writeInt(picture.length());
            out.writeLong(picture.readNanos());
            out.writeLong(picture.decodeNanos());
            out.writeLong(picture.composeNanos());
            out.writeLong(picture.encodeNanos());
            out.writeBoolean(picture.warm());
            TaskWire.write(picture.engine(), out);
        } else if (message instanceof Message.Data data) {
            out.writeByte(DATA);
            out.writeInt(data.length());
            out.write(data.bytes(), data.offset(), data.length());
        } else if (message instanceof Message.Failed failed) {
            out.writeByte(FAILED);
            out.writeByte(failed.reason().ordinal());
            text(failed.parameter());
            text(failed.message());
            text(failed.detail());
        }
    }

    /** Waits for the next message; EOFException when the other side is gone. */
    public Message receive() throws IOException {
        byte kind = in.readByte();
        return switch (kind) {
            case JOB -> TaskWire.read(in, TaskWire::readJob);
            case BYTES -> {
                byte[] data = bytes(MAX_READ);
                yield new Message.Bytes(data, data.length);
            }
            case READ_FAILED -> new Message.ReadFailed();
            case OPENED -> new Message.Opened(atLeast(0, in.readLong()));
            case READY -> new Message.Ready();
            case READ ->
                new Message.Read(atLeast(0, in.readLong()), within(MAX_READ, in.readInt()), atLeast(0, in.readLong()));
            case OPEN -> new Message.Open(within(Integer.MAX_VALUE, in.readInt()), next());
            case ENCODING -> new Message.Encoding();
            case PICTURE ->
                new Message.Picture(
                        format(in.readByte()),
                        in.readInt(),
                        in.readInt(),
                        within(Integer.MAX_VALUE, in.readInt()),
                        in.readLong(),
                        in.readLong(),
                        in.readLong(),
                        in.readLong(),
                        in.readBoolean(),
                        TaskWire.readEngine(in));
            case DATA -> {
                byte[] data = bytes(MAX_DATA);
                yield new Message.Data(data, 0, data.length);
            }
            case PASS -> TaskWire.read(in, TaskWire::readPass);
            case NEXT -> new Message.Next();
            case STOP -> new Message.Stop();
            case PASS_END -> new Message.PassEnd();
            case PROBE -> TaskWire.read(in, TaskWire::readProbe);
            case PROBED ->
                new Message.Probed(
                        atLeast(0, in.readLong()),
                        side(in.readInt()),
                        side(in.readInt()),
                        decoder(TaskWire.readEngine(in)));
            case FAILED -> new Message.Failed(reason(in.readByte()), text(), text(), text());
            default -> throw new IOException("a message of unknown kind " + kind);
        };
    }

    private List<Integer> next() throws IOException {
        int count = within(MAX_NEXT, in.readByte());
        List<Integer> parts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            parts.add(within(Integer.MAX_VALUE, in.readInt()));
        }
        return parts;
    }

    private static Engine decoder(@Nullable Engine engine) throws IOException {
        if (engine == null) {
            throw new IOException("a video that nothing decodes");
        }
        return engine;
    }

    private static int side(int pixels) throws IOException {
        return (int) atLeast(1, pixels);
    }

    private static Message.Reason reason(byte ordinal) throws IOException {
        Message.Reason[] reasons = Message.Reason.values();
        if (ordinal < 0 || ordinal >= reasons.length) {
            throw new IOException("an unknown reason " + ordinal);
        }
        return reasons[ordinal];
    }

    private static ImageFormat format(byte ordinal) throws IOException {
        ImageFormat[] formats = ImageFormat.values();
        if (ordinal < 0 || ordinal >= formats.length) {
            throw new IOException("an unknown format " + ordinal);
        }
        return formats[ordinal];
    }

    private byte[] bytes(int most) throws IOException {
        byte[] data = new byte[within(most, in.readInt())];
        in.readFully(data);
        return data;
    }

    private void text(String text) throws IOException {
        String bounded = text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text;
        out.writeUTF(bounded);
    }

    /** What a worker says may end in an answer's header or in the log: short, and nothing that steers a terminal. */
    private String text() throws IOException {
        String text = in.readUTF();
        String bounded = text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text;
        return CONTROL.matcher(bounded).replaceAll(" ");
    }

    private static int within(int most, int value) throws IOException {
        if (value < 0 || value > most) {
            throw new IOException("a length of " + value + " where at most " + most + " is allowed");
        }
        return value;
    }

    private static long atLeast(long least, long value) throws IOException {
        if (value < least) {
            throw new IOException("a value of " + value + " where at least " + least + " is allowed");
        }
        return value;
    }

    @Override
    public void close() throws IOException {
        try {
            out.close();
        } finally {
            in.close();
        }
    }
}
