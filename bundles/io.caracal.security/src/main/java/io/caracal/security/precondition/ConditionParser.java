package io.caracal.security.precondition;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.caracal.security.precondition.Precondition.Test;
import java.util.ArrayList;
import java.util.List;

/** Reads a condition by recursive descent. */
final class ConditionParser {
    private static final int LONGEST = 4096;
    private static final int DEEPEST = 32;

    private final List<Token> tokens;
    private int next;
    private int depth;

    ConditionParser(String condition) {
        if (condition.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "a condition of " + condition.length() + " characters was given, expected at most " + LONGEST);
        }
        tokens = Token.read(condition);
    }

    Test parse() {
        Test condition = condition();
        if (token().kind() != Token.Kind.END) {
            throw unexpected("and, or, or the end");
        }
        return condition;
    }

    private Test condition() {
        if (++depth > DEEPEST) {
            throw new IllegalArgumentException("at character " + token().at() + " there are more than " + DEEPEST
                    + " parentheses and nots in each other, expected fewer");
        }
        Test left = conjunction();
        while (accept("or")) {
            Test first = left;
            Test second = conjunction();
            left = facts -> first.holds(facts) || second.holds(facts);
        }
        depth--;
        return left;
    }

    private Test conjunction() {
        Test left = test();
        while (accept("and")) {
            Test first = left;
            Test second = test();
            left = facts -> first.holds(facts) && second.holds(facts);
        }
        return left;
    }

    private Test test() {
        if (accept("not")) {
            if (++depth > DEEPEST) {
                throw unexpected("fewer nots");
            }
            Test inner = test();
            depth--;
            return facts -> !inner.holds(facts);
        }
        if (accept("(")) {
            Test inner = condition();
            expect(")");
            return inner;
        }
        if (accept("true")) {
            return facts -> true;
        }
        if (accept("false")) {
            return facts -> false;
        }
        boolean called =
                token().kind() == Token.Kind.WORD && tokens.get(next + 1).is("(");
        return called ? function() : comparison();
    }

    private Test comparison() {
        Operand left = operand();
        boolean equal = token().is("==");
        if (!equal && !token().is("!=")) {
            throw unexpected("== or !=");
        }
        next++;
        Operand right = operand();
        return facts -> left.of(facts).equals(right.of(facts)) == equal;
    }

    private Test function() {
        Token name = tokens.get(next++);
        List<Operand> arguments = arguments();
        return switch (name.text()) {
            case "str_eq" -> {
                count(name, arguments, 2);
                yield facts ->
                        arguments.get(0).of(facts).equals(arguments.get(1).of(facts));
            }
            case "str_neq" -> {
                count(name, arguments, 2);
                yield facts ->
                        !arguments.get(0).of(facts).equals(arguments.get(1).of(facts));
            }
            case "starts_with" -> {
                count(name, arguments, 2);
                yield facts ->
                        arguments.get(0).of(facts).startsWith(arguments.get(1).of(facts));
            }
            case "ends_with" -> {
                count(name, arguments, 2);
                yield facts ->
                        arguments.get(0).of(facts).endsWith(arguments.get(1).of(facts));
            }
            case "is_empty" -> {
                count(name, arguments, 1);
                yield facts -> arguments.get(0).of(facts).isEmpty();
            }
            case "regex_match" -> {
                count(name, arguments, 2);
                Pattern pattern = pattern(name, arguments.get(1));
                yield facts -> pattern.matcher(arguments.get(0).of(facts)).find();
            }
            default ->
                throw new IllegalArgumentException("at character " + name.at() + " the function " + name.text()
                        + " was given, expected one of str_eq, str_neq, regex_match, starts_with, ends_with, is_empty");
        };
    }

    private List<Operand> arguments() {
        expect("(");
        List<Operand> arguments = new ArrayList<>();
        do {
            arguments.add(operand());
        } while (accept(","));
        expect(")");
        return arguments;
    }

    private static void count(Token function, List<Operand> arguments, int expected) {
        if (arguments.size() != expected) {
            throw new IllegalArgumentException("at character " + function.at() + " " + function.text() + " was given "
                    + arguments.size() + " values, expected " + expected);
        }
    }

    private static Pattern pattern(Token function, Operand operand) {
        if (!(operand instanceof Operand.Text(String expression))) {
            throw new IllegalArgumentException("at character " + function.at()
                    + " regex_match was given a value of the client as its expression, expected a text in quotes");
        }
        try {
            return Pattern.compile(expression);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "at character " + function.at() + " the regular expression '" + expression
                            + "' was given, expected one in the syntax of RE2: " + e.getMessage(),
                    e);
        }
    }

    private Operand operand() {
        Token token = token();
        switch (token.kind()) {
            case TEXT -> {
                next++;
                return new Operand.Text(token.text());
            }
            case WORD -> {
                next++;
                return Operand.Fact.named(token);
            }
            case SIGN, END -> throw unexpected("a name or a text in quotes");
        }
        throw unexpected("a name or a text in quotes");
    }

    private Token token() {
        return tokens.get(next);
    }

    private boolean accept(String sign) {
        if (token().is(sign)) {
            next++;
            return true;
        }
        return false;
    }

    private void expect(String sign) {
        if (!accept(sign)) {
            throw unexpected(sign);
        }
    }

    private IllegalArgumentException unexpected(String expected) {
        return new IllegalArgumentException(
                "at character " + token().at() + " " + token().text() + " was given, expected " + expected);
    }
}
