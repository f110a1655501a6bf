package io.posterframe.access;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, as far as HTTP tells.
 *
 * @param address the client's, behind trusted proxies the one that they name
 * @param target  path and query of the request, as they came
 * @param referer the Referer header, or null
 * @param plain   whether nothing but the target says what is wanted: no form, as a signature doesn't cover it
 */
public record Caller(InetAddress address, String target, @Nullable String referer, boolean plain) {}
