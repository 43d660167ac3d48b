// Exports one span per line of standard input with the Java exporters, and prints what came of it.

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.testing.trace.TestSpanData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

public final class Worker {
  // What the exporters log is what users see.
  private static final AtomicReference<String> LOGGED = new AtomicReference<>();
  private static final Logger ROOT = Logger.getLogger("");

  public static void main(String[] arguments) throws IOException {
    for (Handler handler : ROOT.getHandlers()) {
      ROOT.removeHandler(handler);
    }
    ROOT.addHandler(new Keep());
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line; (line = lines.readLine()) != null; ) {
      LOGGED.set(null);
      long began = System.nanoTime();
      boolean accepted = false;
      String message = "";
      try {
        accepted = export(line);
        message = accepted || LOGGED.get() == null ? "" : LOGGED.get();
      } catch (Exception error) {
        message = String.valueOf(error);
      }
      double seconds = (System.nanoTime() - began) / 1e9;
      System.out.printf("{\"accepted\":%b,\"message\":%s,\"seconds\":%.3f}%n", accepted, quote(message), seconds);
    }
  }

  private static boolean export(String task) throws IOException {
    double timeout = Double.parseDouble(value(task, "timeout"));
    Duration limit = Duration.ofMillis((long) (timeout * 1000));
    String endpoint = value(task, "endpoint");
    byte[] ca = read(value(task, "ca"));
    byte[] cert = read(value(task, "cert"));
    byte[] key = read(value(task, "key"));
    SpanExporter exporter;
    if ("true".equals(value(task, "environment"))) {
      exporter = configured();
    } else if (value(task, "protocol").equals("grpc")) {
      var builder = OtlpGrpcSpanExporter.builder().setEndpoint(endpoint).setTimeout(limit).setRetryPolicy(null);
      if (ca != null) {
        builder.setTrustedCertificates(ca);
      }
      if (cert != null) {
        builder.setClientTls(key, cert);
      }
      exporter = builder.build();
    } else {
      var builder = OtlpHttpSpanExporter.builder().setEndpoint(endpoint + "/v1/traces").setTimeout(limit).setRetryPolicy(null);
      if (ca != null) {
        builder.setTrustedCertificates(ca);
      }
      if (cert != null) {
        builder.setClientTls(key, cert);
      }
      exporter = builder.build();
    }
    try {
      CompletableResultCode code = exporter.export(List.of(span()));
      code.join((long) (timeout * 2000), TimeUnit.MILLISECONDS);
      return code.isSuccess();
    } finally {
      exporter.shutdown();
    }
  }

  /** What the variables say, and nothing else. */
  private static SpanExporter configured() {
    AtomicReference<SpanExporter> exporter = new AtomicReference<>();
    AutoConfiguredOpenTelemetrySdk.builder()
        .disableShutdownHook()
        .addPropertiesSupplier(() -> Map.of("otel.metrics.exporter", "none", "otel.logs.exporter", "none"))
        .addSpanExporterCustomizer((made, properties) -> {
          exporter.set(made);
          return made;
        })
        .build();
    return exporter.get();
  }

  private static SpanData span() {
    return TestSpanData.builder()
        .setName("conformance")
        .setKind(SpanKind.INTERNAL)
        .setSpanContext(
            SpanContext.create("00000000000000000000000000000001", "0000000000000001", TraceFlags.getSampled(), TraceState.getDefault()))
        .setStatus(StatusData.unset())
        .setHasEnded(true)
        .setStartEpochNanos(1)
        .setEndEpochNanos(2)
        .build();
  }

  private static byte[] read(String path) throws IOException {
    return path == null || path.isEmpty() ? null : Files.readAllBytes(Path.of(path));
  }

  // The tasks are flat objects without escapes: a parser would be one more dependency.
  private static String value(String task, String name) {
    Matcher found = Pattern.compile("\"" + name + "\":\\s*(?:\"([^\"]*)\"|([0-9.]+|true|false))").matcher(task);
    if (!found.find()) {
      return null;
    }
    return found.group(1) != null ? found.group(1) : found.group(2);
  }

  private static String quote(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }

  private static final class Keep extends Handler {
    @Override
    public void publish(LogRecord record) {
      if (record.getLoggerName() == null || !record.getLoggerName().startsWith("io.opentelemetry")) {
        return;
      }
      String text = record.getMessage();
      if (record.getThrown() != null) {
        text += "\n" + record.getThrown();
        for (Throwable cause = record.getThrown().getCause(); cause != null; cause = cause.getCause()) {
          text += "\nCaused by: " + cause;
        }
      }
      LOGGED.compareAndSet(null, text);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
