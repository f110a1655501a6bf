package io.posterframe.asset;

import java.util.List;

/**
 * Some of the assets that were asked for.
 *
 * @param total how many there are in all
 */
public record AssetPage(List<Asset> assets, long total) {
    public AssetPage {
        assets = List.copyOf(assets);
    }
}
