package io.posterframe.catalog;

import io.posterframe.picture.Doc;
import java.nio.file.Path;
import java.util.List;

/**
 * Where entries come from.
 *
 * @param folder        a folder of video and image files, the empty path for none
 * @param folderEntries whether each of them is an entry
 * @param templates URLs for entries that are not in the folder, tried in order; empty by default
 */
public record CatalogConfig(
        @Doc(
                        "A folder whose video and image files are entries, also in its subfolders. An entry_id is the file's name without "
                                + "extension, with the subfolders in front of it and '_' for each '/'. Empty for no folder.")
                Path folder,
        @Doc(
                        "Whether each file of the folder is an entry that anybody may see. If not, entries of the database and of the "
                                + "lookup service may still have their media there.")
                boolean folderEntries,
        @Doc("Where the media of other entries is, as URLs with {partner_id} and {entry_id} in them. "
                        + "The first template that fits is used.")
                List<UrlTemplate> templates,
        @Doc("For how long entries that a database or a lookup service holds are remembered.") LookupConfig lookups,
        @Doc("A service that says where the media of entries is that are not in the folder. See docs/operations.md.")
                RemoteConfig remote) {

    public static final CatalogConfig DEFAULTS =
            new CatalogConfig(Path.of(""), true, List.of(), LookupConfig.DEFAULTS, RemoteConfig.DEFAULTS);

    public CatalogConfig {
        templates = List.copyOf(templates);
    }

    /** Only these, with the defaults besides. */
    public static CatalogConfig of(Path folder, List<UrlTemplate> templates) {
        return new CatalogConfig(folder, true, templates, LookupConfig.DEFAULTS, RemoteConfig.DEFAULTS);
    }

    /** The same with another folder. */
    public CatalogConfig withFolder(Path other) {
        return new CatalogConfig(other, folderEntries, templates, lookups, remote);
    }

    public boolean hasFolder() {
        return !folder.toString().isEmpty();
    }

    /** Whether the folder's files are entries. */
    public boolean servesFolder() {
        return hasFolder() && folderEntries;
    }

    /** Whether there is nothing that could hold an entry. */
    public boolean isEmpty() {
        return !servesFolder() && templates.isEmpty() && !remote.isOn();
    }
}
