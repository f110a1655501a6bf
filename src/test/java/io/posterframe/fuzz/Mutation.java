package io.posterframe.fuzz;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A way to damage a file. */
enum Mutation {
    /** Some bits anywhere. */
    BITS {
        @Override
        byte[] apply(byte[] bytes, byte[] other, Random random) {
            for (int i = random.nextInt(64); i >= 0; i--) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
            return bytes;
        }
    },
    /** Some bytes where indexes lie: at the beginning and at the end. */
    INDEX {
        @Override
        byte[] apply(byte[] bytes, byte[] other, Random random) {
            for (int i = random.nextInt(24); i >= 0; i--) {
                bytes[nearAnEnd(bytes, 1, random)] = (byte) random.nextInt();
            }
            return bytes;
        }
    },
    /** Lengths and counts that are none. */
    NUMBERS {
        @Override
        byte[] apply(byte[] bytes, byte[] other, Random random) {
            for (int i = random.nextInt(4); i >= 0; i--) {
                int number = NUMBERS_THAT_HURT[random.nextInt(NUMBERS_THAT_HURT.length)];
                int at = nearAnEnd(bytes, Integer.BYTES, random);
                ByteBuffer.wrap(bytes).putInt(at, random.nextBoolean() ? number : Integer.reverseBytes(number));
            }
            return bytes;
        }
    },
    CUT_OFF {
        @Override
        byte[] apply(byte[] bytes, byte[] other, Random random) {
            return Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));
        }
    },
    CUT_OUT {
        @Override
        byte[] apply(byte[] bytes, byte[] other, Random random) {
            int from = random.nextInt(bytes.length);
            return joined(bytes, 0, from, bytes, Math.min(bytes.length, from + 1 + random.nextInt(40_000)));
        }
    },
    REPEATED {
        @Override
        byte[] apply(byte[] bytes, byte[] other, Random random) {
            int end = 1 + random.nextInt(bytes.length);
            return joined(bytes, 0, end, bytes, Math.max(0, end - 1 - random.nextInt(40_000)));
        }
    },
    ZEROS {
        @Override
        byte[] apply(byte[] bytes, byte[] other, Random random) {
            int from = random.nextInt(bytes.length);
            Arrays.fill(bytes, from, Math.min(bytes.length, from + 1 + random.nextInt(4_000)), (byte) 0);
            return bytes;
        }
    },
    SWAPPED {
        @Override
        byte[] apply(byte[] bytes, byte[] other, Random random) {
            int length = 1 + random.nextInt(Math.min(8_000, bytes.length));
            int one = random.nextInt(bytes.length - length + 1);
            int two = random.nextInt(bytes.length - length + 1);
            byte[] kept = Arrays.copyOfRange(bytes, one, one + length);
            System.arraycopy(bytes, two, bytes, one, length);
            System.arraycopy(kept, 0, bytes, two, length);
            return bytes;
        }
    },
    /** The beginning of one file and the end of another. */
    SPLICED {
        @Override
        byte[] apply(byte[] bytes, byte[] other, Random random) {
            return joined(bytes, 0, 1 + random.nextInt(bytes.length), other, random.nextInt(other.length));
        }
    },
    NOISE_BEHIND {
        @Override
        byte[] apply(byte[] bytes, byte[] other, Random random) {
            byte[] noise = new byte[1 + random.nextInt(20_000)];
            random.nextBytes(noise);
            int end = random.nextBoolean() ? bytes.length : 1 + random.nextInt(bytes.length);
            return joined(bytes, 0, end, noise, 0);
        }
    },
    /** A box of an MP4, an element of a Matroska file, a packet of a transport stream. */
    PART {
        @Override
        byte[] apply(byte[] bytes, byte[] other, Random random) {
            List<Structure.Part> parts = Structure.parts(bytes);
            if (parts.isEmpty()) {
                return NUMBERS.apply(bytes, other, random);
            }
            byte[] damaged = bytes;
            for (int i = random.nextInt(3); i >= 0; i--) {
                damaged = damage(damaged, parts.get(random.nextInt(parts.size())), random);
            }
            return damaged;
        }
    };

    private static final int[] NUMBERS_THAT_HURT = {
        0,
        1,
        2,
        7,
        8,
        15,
        16,
        -1,
        -2,
        255,
        256,
        65_535,
        65_536,
        1 << 24,
        1 << 28,
        1 << 30,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        Integer.MAX_VALUE - 7,
        0x0FFF_FFFF,
        0x2000_0000
    };
    private static final int NEAR = 6_000;

    /** @param bytes not empty; may be written to, and is not to be used any more */
    abstract byte[] apply(byte[] bytes, byte[] other, Random random);

    private static int nearAnEnd(byte[] bytes, int length, Random random) {
        int room = Math.max(1, bytes.length - length + 1);
        int at = random.nextInt(Math.min(NEAR, room));
        return Math.min(room - 1, random.nextInt(3) == 0 ? room - 1 - at : at);
    }

    private static byte[] joined(byte[] first, int from, int to, byte[] second, int start) {
        byte[] joined = Arrays.copyOf(Arrays.copyOfRange(first, from, to), to - from + second.length - start);
        System.arraycopy(second, start, joined, to - from, second.length - start);
        return joined.length == 0 ? new byte[1] : joined;
    }

    private static byte[] damage(byte[] bytes, Structure.Part part, Random random) {
        int from = Math.min(part.from(), bytes.length - 1);
        int to = Math.min(part.to(), bytes.length);
        if (to - from < Integer.BYTES * 2) {
            return bytes;
        }
        switch (random.nextInt(6)) {
            case 0:
                return joined(bytes, 0, from, bytes, to);
            case 1:
                return joined(bytes, 0, to, bytes, from);
            case 2:
                // the name, or what follows it
                bytes[from + random.nextInt(8)] ^= (byte) (1 << random.nextInt(8));
                return bytes;
            case 3:
                int number = NUMBERS_THAT_HURT[random.nextInt(NUMBERS_THAT_HURT.length)];
                ByteBuffer.wrap(bytes).putInt(from + random.nextInt(Math.min(to - from - 3, 48)), number);
                return bytes;
            case 4:
                // a length that is a little wrong
                bytes[from + random.nextInt(8)] += (byte) (random.nextInt(9) - 4);
                return bytes;
            default:
                for (int i = random.nextInt(8); i >= 0; i--) {
                    bytes[from + random.nextInt(to - from)] = (byte) random.nextInt();
                }
                return bytes;
        }
    }
}
