package io.posterframe.doctor;

import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Runs checks one after the other, each in its time and in a thread of its own, so that none of them hides the others. */
public final class Examination {
    private Examination() {}

    /**
     * Blocks.
     *
     * @param each hears each finding as soon as its check has ended
     * @return whether none of them is a problem
     */
    public static boolean run(List<Check> checks, Consumer<Finding> each) throws InterruptedException {
        boolean well = true;
        for (Check check : checks) {
            for (Finding finding : run(check)) {
                each.accept(finding);
                well &= finding.level() != Level.PROBLEM;
            }
        }
        return well;
    }

    private static List<Finding> run(Check check) throws InterruptedException {
        Findings findings = new Findings(check.what());
        FutureTask<Void> task = new FutureTask<>(() -> {
            check.look(findings);
            return null;
        });
        Thread thread = new Thread(task, "doctor-" + check.what());
        thread.setDaemon(true);
        thread.start();
        try {
            task.get(check.patience().toMillis(), TimeUnit.MILLISECONDS);
            return findings.end();
        } catch (TimeoutException e) {
            // before the interrupt, of which the check may have something to say
            List<Finding> found = findings.end();
            task.cancel(true);
            return with(
                    found,
                    check,
                    "no answer within " + check.patience().toSeconds() + " s",
                    "what it looks at hangs: look at that by hand, and run the doctor again");
        } catch (ExecutionException e) {
            return with(findings.end(), check, words(e.getCause()), "mend that, and run the doctor again");
        }
    }

    private static List<Finding> with(List<Finding> found, Check check, String detail, String advice) {
        List<Finding> all = new ArrayList<>(found);
        all.add(new Finding(Level.PROBLEM, check.what(), detail, advice));
        return all;
    }

    /** Of failures that the JDK describes by their class alone, the class too. */
    static String words(Throwable problem) {
        String message = String.valueOf(problem.getMessage());
        boolean tells = problem.getMessage() != null
                && !(problem instanceof FileSystemException file && file.getReason() == null)
                && !(problem instanceof RuntimeException);
        return tells ? message : problem.getClass().getSimpleName() + ": " + message;
    }
}
