{{#protocol_changed}}
export over `{{protocol|text}}`, which this server speaks
{{/protocol_changed}}
{{^protocol_changed}}
connect to the port that speaks OTLP over `{{protocol|text}}`
{{/protocol_changed}}
---
{{#tlscfg}}
using System.Net.Http;
using System.Security.Cryptography.X509Certificates;
{{/tlscfg}}
using OpenTelemetry.Exporter;

// inside .AddOtlpExporter(options => { ... })
options.Endpoint = new Uri({{url}});
{{#grpc}}
options.Protocol = OtlpExportProtocol.Grpc;
{{/grpc}}
{{#http}}
options.Protocol = OtlpExportProtocol.HttpProtobuf;
{{/http}}
{{#tlscfg}}
options.HttpClientFactory = () => // .NET 8 or later
{
    var handler = new SocketsHttpHandler();
{{#mtls}}
    handler.SslOptions.ClientCertificates = new X509CertificateCollection
    {
        X509Certificate2.CreateFromPemFile({{cert}}, {{key}}),
    };
{{/mtls}}
{{#ca}}
    handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
    {
        TrustMode = X509ChainTrustMode.CustomRootTrust,
        // .NET 9; on .NET 8: new X509Certificate2(path)
        CustomTrustStore = { X509CertificateLoader.LoadCertificateFromFile({{ca}}) },
        RevocationMode = X509RevocationMode.NoCheck,
    };
{{/ca}}
    // TimeoutMilliseconds is not applied to a client of your own: set it here.
    return new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(10) };
};
{{/tlscfg}}
