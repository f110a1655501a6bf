package io.posterframe.worker;

import io.posterframe.decode.Engines;
import io.posterframe.image.PictureMaker;
import io.posterframe.picture.EngineChoice;
import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import io.posterframe.wire.Message;
import io.posterframe.wire.Message.Reason;
import io.posterframe.wire.Wire;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The worker process's main: {@code WorkerMain OPEN_VIDEOS ENGINE_CHOICE}. Ends when its standard input does. */
public final class WorkerMain {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerMain.class);
    private static final int INTERNAL_ERROR = 70;

    /** 8K and a little more: 7680 x 4320 is 33,177,600. */
    private static final long MAX_FRAME_PIXELS = 36_000_000;

    private final Wire wire;
    private final Engines engines;
    private final OpenMedia media;
    private final PictureMaker maker;
    private final byte[] part = new byte[Wire.MAX_DATA];

    private WorkerMain(Wire wire, int openVideos, Engines engines) {
        this.wire = wire;
        this.engines = engines;
        this.media = new OpenMedia(wire, engines, openVideos);
        this.maker = new PictureMaker(this::encoding);
    }

    public static void main(String[] args) throws IOException {
        Wire wire = new Wire(new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out));
        // standard output belongs to the wire, whatever a library may want to print there
        System.setOut(System.err);
        EdgeWatch.start();
        WorkerMain worker = new WorkerMain(
                wire, Integer.parseInt(args[0]), new Engines(EngineChoice.valueOf(args[1]), MAX_FRAME_PIXELS));
        try {
            worker.work();
        } catch (EOFException | UncheckedIOException e) {
            // the edge is gone; so is the reason to be here
        }
    }

    private void work() throws IOException {
        try (PictureMaker practice = new PictureMaker()) {
            WarmUp.run(engines, practice);
        }
        wire.send(new Message.Ready());
        while (wire.receive() instanceof Message.Task task) {
            perform(task);
        }
    }

    private void perform(Message.Task task) throws IOException {
        try {
            if (task instanceof Message.Job job) {
                picture(job);
            } else if (task instanceof Message.Pass pass) {
                pass(pass);
            } else if (task instanceof Message.Probe probe) {
                wire.send(media.probe(probe));
            }
        } catch (PictureException e) {
            media.drop(task.media());
            wire.send(failed(e.failure(), task));
        } catch (UncheckedIOException e) {
            throw e;
        } catch (IOException | RuntimeException | OutOfMemoryError | StackOverflowError e) {
            wire.send(new Message.Failed(Reason.INTERNAL, "", "", String.valueOf(e)));
            LOG.error("a job failed in a way that it should not", e);
            // whatever state this left behind in native code is not worth keeping
            Runtime.getRuntime().halt(INTERNAL_ERROR);
        }
    }

    private void picture(Message.Job job) throws IOException {
        EdgeOutput out = new EdgeOutput(wire, part, job.maxBytes());
        try {
            OpenMedia.Made made = media.make(job, maker, out);
            out.flush();
            wire.send(out.picture(made));
        } finally {
            out.end();
        }
    }

    private void pass(Message.Pass pass) throws IOException {
        EdgePass pictures = new EdgePass(wire, part, pass.maxBytes());
        try {
            media.make(pass, maker, pictures);
            wire.send(new Message.PassEnd());
        } finally {
            pictures.end();
        }
    }

    private void encoding() {
        try {
            wire.send(new Message.Encoding());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Message.Failed failed(Failure failure, Message.Task task) {
        if (failure instanceof Failure.BadParameter bad) {
            return new Message.Failed(Reason.BAD_PARAMETER, bad.parameter(), bad.message(), bad.detail());
        }
        // what can't be read yet may be read when more of it has come
        boolean tooEarly = failure instanceof Failure.NotUploadedYet
                || failure instanceof Failure.Undecodable && task.media().unfinished();
        Reason reason = tooEarly ? Reason.UNFINISHED : reason(failure);
        return new Message.Failed(reason, "", failure.message(), failure.detail());
    }

    private static Reason reason(Failure failure) {
        if (failure instanceof Failure.Undecodable) {
            return Reason.UNDECODABLE;
        }
        if (failure instanceof Failure.FormatOff) {
            return Reason.FORMAT_OFF;
        }
        return failure instanceof Failure.Internal ? Reason.FAULT : Reason.INPUT;
    }
}
