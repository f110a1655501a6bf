package io.posterframe.upload;

/** Names of files as clients send them. */
final class FileNames {
    private static final int LONGEST = 255;

    private FileNames() {}

    /**
     * What may be kept and shown of a name: the part behind the last slash or backslash, without control characters and
     * half surrogates, its first 255 characters.
     */
    static String plain(String sent) {
        String last = sent.substring(Math.max(sent.lastIndexOf('/'), sent.lastIndexOf('\\')) + 1);
        StringBuilder plain = new StringBuilder();
        last.codePoints()
                .filter(point -> !Character.isISOControl(point)
                        && !(point <= Character.MAX_VALUE && Character.isSurrogate((char) point)))
                .takeWhile(point -> plain.length() + Character.charCount(point) <= LONGEST)
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }
}
