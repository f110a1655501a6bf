package io.posterframe.access;

import io.posterframe.picture.Failure.Denied.Reason;

/** Which requests must be signed, and which are. */
final class SignatureRule {
    private final UrlSigner signer;
    private final boolean always;

    SignatureRule(AccessConfig config) {
        signer = new UrlSigner(config.signingKeys());
        always = config.requireSignature();
    }

    /**
     * When the right that a signature gives ends, milliseconds since 1970; {@link Long#MAX_VALUE} for never. Throws a
     * PictureException, {@code Denied}, when a signature is needed and missing, and for one that is given and not good.
     * Without any keys a parameter of that name is nobody's signature.
     *
     * @param required whether the entry's account asks for one
     */
    long check(Caller caller, boolean required, long nowMillis) {
        boolean claimed = signer.hasKeys() && SignedTarget.isClaimedBy(caller.target());
        if (!claimed) {
            if (required || always) {
                throw Denial.of(Reason.SIGNATURE, "this URL must be signed; it has no parameter signature");
            }
            return Long.MAX_VALUE;
        }
        if (!caller.plain()) {
            throw Denial.of(Reason.SIGNATURE, "a signature doesn't cover a form; send all parameters in the URL");
        }
        SignedTarget target = SignedTarget.read(caller.target())
                .filter(signer::verifies)
                .orElseThrow(
                        () -> Denial.of(
                                Reason.SIGNATURE,
                                "the signature doesn't fit this URL; it must be the last parameter, made for exactly this path and query"));
        if (target.untilMillis() <= nowMillis) {
            throw Denial.of(Reason.SIGNATURE, "this URL has expired");
        }
        return target.untilMillis();
    }
}
