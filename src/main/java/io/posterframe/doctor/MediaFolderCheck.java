package io.posterframe.doctor;

import io.posterframe.catalog.CatalogConfig;
import io.posterframe.catalog.FolderSurvey;
import io.posterframe.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether the media folder can be read, and holds something. */
record MediaFolderCheck(Settings settings) implements Check {
    @Override
    public String what() {
        return "media folder";
    }

    @Override
    public void look(Findings findings) {
        CatalogConfig catalog = settings.catalog();
        Path folder = catalog.folder();
        if (!catalog.hasFolder()) {
            findings.ok(
                    settings.servesNothing() ? "none, nor anything else to serve: serve makes a sample clip" : "none");
            return;
        }
        String advice = "let MEDIA_DIR or catalog.folder name a folder that the server's user ("
                + System.getProperty("user.name") + ") may read";
        if (!Files.isDirectory(folder)) {
            findings.problem(folder + " is no folder", advice);
            return;
        }
        try {
            FolderSurvey survey = FolderSurvey.of(folder);
            String found = folder + ": " + survey.count() + (survey.entries() == 1 ? " entry" : " entries")
                    + survey.example().map(id -> ", such as " + id).orElse("");
            if (survey.entries() == 0 && catalog.servesFolder()) {
                findings.warning(found, "put video or image files into it, or name another by catalog.folder");
            } else {
                findings.ok(found);
            }
        } catch (IOException e) {
            findings.problem(folder + " can't be read: " + Examination.words(e), advice);
        }
    }
}
