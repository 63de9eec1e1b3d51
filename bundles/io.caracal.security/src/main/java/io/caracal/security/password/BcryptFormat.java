package io.caracal.security.password;

import io.caracal.api.auth.PasswordHashing.PasswordHash;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/** bcrypt as {@code $2b$10$SALTHASH}. It reads 72 bytes of a password, so longer ones match nothing and are not made into a hash. */
final class BcryptFormat implements HashFormat {
    private static final Pattern FORM = Pattern.compile("\\$2[aby]?\\$(\\d\\d)\\$[./A-Za-z0-9]{53}");
    private static final int MOST_ROUNDS = 16;
    private static final int LONGEST = 72;

    private final int rounds;
    private final Salts salts;

    BcryptFormat(int rounds, Salts salts) {
        this.rounds = rounds;
        this.salts = salts;
    }

    @Override
    public boolean matches(String hash, String salt, byte[] password) {
        Matcher form = FORM.matcher(hash);
        if (!form.matches() || Integer.parseInt(form.group(1)) > MOST_ROUNDS) {
            throw new IllegalArgumentException("a hash of " + hash.length()
                    + " characters was given, expected $2b$ROUNDS$ and 53 characters, with at most " + MOST_ROUNDS
                    + " as the logarithm of the rounds");
        }
        return password.length <= LONGEST && OpenBSDBCrypt.checkPassword(hash, password);
    }

    @Override
    public PasswordHash make(byte[] password) {
        if (password.length > LONGEST) {
            throw new IllegalArgumentException("a password of " + password.length
                    + " bytes was given, expected at most " + LONGEST + " with bcrypt");
        }
        return new PasswordHash(OpenBSDBCrypt.generate("2b", password, salts.next(), rounds), "");
    }

    @Override
    public boolean expensive() {
        return true;
    }
}
