// Exports one span, one metric or one log record as the environment says, and nothing else.
//
//   java Send grpc|http/protobuf SIGNAL   where no variable says which protocol, this one
//   java Send auto SIGNAL                 where no variable says which protocol, the SDK's own

import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

public final class Send {
  public static void main(String[] arguments) {
    String protocol = arguments[0];
    String signal = arguments[1];
    Map<String, String> properties = new HashMap<>();
    for (String one : List.of("traces", "metrics", "logs")) {
      properties.put("otel." + one + ".exporter", one.equals(signal) ? "otlp" : "none");
    }
    // Variables come before these properties.
    if (!protocol.equals("auto")) {
      properties.put("otel.exporter.otlp.protocol", protocol);
    }
    OpenTelemetrySdk sdk =
        AutoConfiguredOpenTelemetrySdk.builder().disableShutdownHook().addPropertiesSupplier(() -> properties).build().getOpenTelemetrySdk();
    send(sdk, signal).join(12, TimeUnit.SECONDS);
    System.exit(0);
  }

  private static CompletableResultCode send(OpenTelemetrySdk sdk, String signal) {
    switch (signal) {
      case "traces":
        sdk.getTracer("conformance").spanBuilder("conformance").startSpan().end();
        return sdk.getSdkTracerProvider().forceFlush();
      case "metrics":
        sdk.getMeter("conformance").counterBuilder("conformance").build().add(1);
        return sdk.getSdkMeterProvider().forceFlush();
      default:
        sdk.getLogsBridge().get("conformance").logRecordBuilder().setBody("conformance").emit();
        return sdk.getSdkLoggerProvider().forceFlush();
    }
  }
}
