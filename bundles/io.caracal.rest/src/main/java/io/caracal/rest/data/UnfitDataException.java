package io.caracal.rest.data;

/** A section holds what cannot be used here; the message says where and why, and repeats no secret. */
final class UnfitDataException extends Exception {
    private static final long serialVersionUID = 1L;

    UnfitDataException(String message) {
        super(message);
    }

    UnfitDataException(String message, Throwable cause) {
        super(message, cause);
    }

    /** To pass through where only unchecked exceptions can. */
    static final class Passing extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final UnfitDataException unfit;

        Passing(UnfitDataException unfit) {
            super(unfit);
            this.unfit = unfit;
        }

        UnfitDataException unfit() {
            return unfit;
        }
    }
}
