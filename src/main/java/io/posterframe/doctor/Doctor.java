package io.posterframe.doctor;

import io.posterframe.config.Settings;
import io.posterframe.render.DecodeConfig;
import io.posterframe.render.RenderConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The list of checks, in an order in which the cause of a trouble comes before what follows from it. */
public final class Doctor {
    private Doctor() {}

    /**
     * All checks of a server with these options.
     *
     * @param libraries the native folder of this installation
     */
    public static List<Check> checks(Settings settings, Path libraries) {
        Path data = settings.data().toAbsolutePath().normalize();
        Occupancy occupancy = new Occupancy();
        List<Check> checks = new ArrayList<>(List.of(
                new JavaCheck(Optional.of(settings)),
                new TemporaryFolderCheck(),
                new DataFolderCheck(data, occupancy),
                new DiskSpaceCheck(data, settings),
                new ClockCheck(data),
                new DatabaseCheck(settings.database(), data, occupancy),
                new ArchiveCheck(settings.archive(), data),
                new WorkerCheck(settings.render(), settings.decode(), libraries, List.of(data)),
                new FormatsCheck(),
                new MediaFolderCheck(settings),
                new OriginsCheck(settings.catalog().templates(), settings.origin()),
                new LookupServiceCheck(settings.catalog()),
                PortCheck.ofServer(settings.server(), occupancy)));
        if (settings.sharedCache().isOn()) {
            checks.add(new SharedCacheCheck(
                    settings.sharedCache(), settings.database().isOwn()));
        }
        if (settings.admin().hasOwnListener()) {
            checks.add(PortCheck.ofAdmin(settings.admin(), occupancy));
        }
        checks.add(new OpenFilesCheck());
        checks.add(new MemoryCheck(settings.render()));
        checks.add(new CoresCheck(settings.render()));
        return checks;
    }

    /** Those that can be made of the machine when nobody knows the options. */
    public static List<Check> checksWithoutOptions(Path libraries) {
        return List.of(
                new JavaCheck(Optional.empty()),
                new TemporaryFolderCheck(),
                new WorkerCheck(RenderConfig.DEFAULTS, DecodeConfig.DEFAULTS, libraries, List.of()),
                new FormatsCheck(),
                new OpenFilesCheck());
    }
}
