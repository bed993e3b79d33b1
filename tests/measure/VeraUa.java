import java.io.FileInputStream;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** What veraPDF says of each file by its profile of PDF/UA-1: java -cp CLASSPATH VeraUa.java FILE... */
public class VeraUa {
    public static void main(String[] files) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        PDFAFlavour flavour = PDFAFlavour.byFlavourId("ua1");
        boolean isGood = true;
        for (String file : files) {
            try (PDFAParser parser = Foundries.defaultInstance().createParser(new FileInputStream(file), flavour)) {
                ValidationResult found = Foundries.defaultInstance().createValidator(flavour, false).validate(parser);
                isGood &= found.isCompliant();
                System.out.println("veraPDF " + flavour + " " + (found.isCompliant() ? "compliant" : "NOT compliant")
                    + ", " + found.getTotalAssertions() + " checks: " + file);
                for (TestAssertion one : found.getTestAssertions()) {
                    if (one.getStatus() == TestAssertion.Status.FAILED) {
                        System.out.println("  " + one.getRuleId().getClause() + " " + one.getMessage());
                    }
                }
            }
        }
        System.exit(isGood ? 0 : 1);
    }
}
