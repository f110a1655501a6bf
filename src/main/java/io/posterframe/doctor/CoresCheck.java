package io.posterframe.doctor;

import io.posterframe.render.RenderConfig;

/** How many workers share a core. */
record CoresCheck(RenderConfig render) implements Check {
    @Override
    public String what() {
        return "cores";
    }

    @Override
    public void look(Findings findings) {
        int cores = Runtime.getRuntime().availableProcessors();
        int workers = render.workerCount();
        String found = workers + " workers on " + cores + " cores";
        if (workers > 2 * cores) {
            findings.warning(
                    found,
                    "set render.workers to 0 (one a core) or at most " + 2 * cores + ": more only wait for each other");
        } else {
            findings.ok(found);
        }
    }
}
