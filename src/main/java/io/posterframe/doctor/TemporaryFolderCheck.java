package io.posterframe.doctor;

import java.io.IOException;
import java.nio.file.Path;

/** Where Netty unpacks its library. */
record TemporaryFolderCheck() implements Check {
    @Override
    public String what() {
        return "temporary files";
    }

    @Override
    public void look(Findings findings) {
        Path folder = Path.of(System.getProperty("java.io.tmpdir"));
        try {
            FolderProbe.write(folder);
            findings.ok(folder + " can be written");
        } catch (IOException e) {
            findings.problem(
                    folder + " can't be written: " + Examination.words(e),
                    "mount a writable " + folder
                            + ", or name another folder by POSTERFRAME_JAVA_OPTS=-Djava.io.tmpdir=DIR");
        }
    }
}
