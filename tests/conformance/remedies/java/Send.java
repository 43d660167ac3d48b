// Sends one span with an exporter that a snippet made, or that only the environment configures.
//
//   java Send env NAME   the SDK as the environment configures it
//   java Send            one task a line of standard input: the snippet's class, a blank, the span's name

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.testing.trace.TestSpanData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

public final class Send {
  private static final StringBuffer LOGGED = new StringBuffer();
  private static final Logger ROOT = Logger.getLogger("");

  public static void main(String[] arguments) throws Exception {
    if (arguments.length == 2 && arguments[0].equals("env")) {
      var sdk = AutoConfiguredOpenTelemetrySdk.builder().disableShutdownHook().build().getOpenTelemetrySdk();
      sdk.getTracer("remedies").spanBuilder(arguments[1]).startSpan().end();
      sdk.getSdkTracerProvider().shutdown().join(30, TimeUnit.SECONDS);
      System.exit(0);
    }
    for (Handler handler : ROOT.getHandlers()) {
      ROOT.removeHandler(handler);
    }
    ROOT.addHandler(new Keep());
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line; (line = lines.readLine()) != null; ) {
      String[] words = line.split(" ", 2);
      LOGGED.setLength(0);
      boolean accepted = false;
      String message = "";
      try {
        SpanExporter exporter = (SpanExporter) Class.forName(words[0]).getMethod("make").invoke(null);
        CompletableResultCode code = exporter.export(List.of(span(words[1])));
        code.join(30, TimeUnit.SECONDS);
        accepted = code.isSuccess();
        message = accepted ? "" : LOGGED.toString();
        exporter.shutdown();
      } catch (Exception error) {
        message = error + (error.getCause() == null ? "" : " " + error.getCause());
      }
      System.out.printf("{\"accepted\":%b,\"message\":%s}%n", accepted, quote(message));
    }
  }

  private static SpanData span(String name) {
    return TestSpanData.builder()
        .setName(name)
        .setKind(SpanKind.INTERNAL)
        .setSpanContext(
            SpanContext.create("00000000000000000000000000000001", "0000000000000001", TraceFlags.getSampled(), TraceState.getDefault()))
        .setStatus(StatusData.unset())
        .setHasEnded(true)
        .setStartEpochNanos(1)
        .setEndEpochNanos(2)
        .build();
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
      LOGGED.append(record.getMessage()).append('\n');
      for (Throwable cause = record.getThrown(); cause != null; cause = cause.getCause()) {
        LOGGED.append(cause).append('\n');
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
