import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import sun.security.util.HostnameChecker;
import sun.security.validator.Validator;

/**
 * Reads cases as lines of tab-separated fields (id, kind, time, name, leaf, intermediates, roots; certificates as
 * base64 DER joined by commas); prints id, tab, ok or the error: what JSSE's trust manager says. It asks the same
 * two classes that the trust manager asks, since the trust manager itself takes no date.
 */
public class Verify {
    static CertificateFactory factory;

    static List<X509Certificate> read(String field) throws Exception {
        List<X509Certificate> all = new ArrayList<>();
        for (String one : field.split(",")) {
            if (!one.isEmpty()) {
                InputStream in = new ByteArrayInputStream(Base64.getDecoder().decode(one));
                all.add((X509Certificate) factory.generateCertificate(in));
            }
        }
        return all;
    }

    static String judge(String[] f) {
        try {
            List<X509Certificate> chain = new ArrayList<>(read(f[4]));
            chain.addAll(read(f[5]));
            Set<TrustAnchor> anchors = new HashSet<>();
            for (X509Certificate root : read(f[6])) {
                anchors.add(new TrustAnchor(root, null));
            }
            PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, new X509CertSelector());
            parameters.setRevocationEnabled(false);
            if (!f[2].isEmpty()) {
                parameters.setDate(Date.from(OffsetDateTime.parse(f[2]).toInstant()));
            }
            boolean client = f[1].equals("CLIENT");
            String variant = client ? Validator.VAR_TLS_CLIENT : Validator.VAR_TLS_SERVER;
            Validator validator = Validator.getInstance(Validator.TYPE_PKIX, variant, parameters);
            String exchange = client ? null : "UNKNOWN";
            X509Certificate[] sent = chain.toArray(new X509Certificate[0]);
            validator.validate(sent, null, List.of(), null, exchange);
            if (!f[3].isEmpty()) {
                HostnameChecker.getInstance(HostnameChecker.TYPE_TLS).match(f[3], sent[0], false);
            }
            return "ok";
        } catch (Throwable error) {
            return String.valueOf(error).replace('\n', ' ').replace('\t', ' ');
        }
    }

    public static void main(String[] args) throws Exception {
        factory = CertificateFactory.getInstance("X.509");
        StringBuilder out = new StringBuilder();
        for (String line : Files.readAllLines(Path.of(args[0]), StandardCharsets.UTF_8)) {
            String[] fields = line.split("\t", -1);
            out.append(fields[0]).append('\t').append(judge(fields)).append('\n');
        }
        System.out.print(out);
    }
}
