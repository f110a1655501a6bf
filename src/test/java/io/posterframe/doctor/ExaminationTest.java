package io.posterframe.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ExaminationTest {
    private interface Look {
        void at(Findings findings) throws Exception;
    }

    private record Scripted(String what, Look look) implements Check {
        @Override
        public Duration patience() {
            return Duration.ofMillis(200);
        }

        @Override
        public void look(Findings findings) throws Exception {
            look.at(findings);
        }
    }

    @Test
    void noCheckHidesAnother() throws InterruptedException {
        CountDownLatch interrupted = new CountDownLatch(1);
        List<Finding> found = new ArrayList<>();
        boolean well = Examination.run(
                List.of(
                        new Scripted("hanging", findings -> {
                            findings.ok("so far\nso good");
                            try {
                                Thread.sleep(60_000);
                            } catch (InterruptedException e) {
                                findings.ok("too late");
                                interrupted.countDown();
                            }
                        }),
                        new Scripted("failing", findings -> {
                            throw new IllegalStateException("odd");
                        }),
                        new Scripted("fine", findings -> findings.warning("w", "do"))),
                found::add);
        assertFalse(well);
        interrupted.await();
        assertEquals(
                List.of(
                        new Finding(Level.OK, "hanging", "so far so good", ""),
                        new Finding(
                                Level.PROBLEM,
                                "hanging",
                                "no answer within 0 s",
                                "what it looks at hangs: look at that by hand, and run the doctor again"),
                        new Finding(
                                Level.PROBLEM,
                                "failing",
                                "IllegalStateException: odd",
                                "mend that, and run the doctor again"),
                        new Finding(Level.WARNING, "fine", "w", "do")),
                found);
    }

    @Test
    void warningsAreNoProblem() throws InterruptedException {
        assertTrue(Examination.run(List.of(new Scripted("a", findings -> findings.warning("w", "do"))), finding -> {}));
    }
}
