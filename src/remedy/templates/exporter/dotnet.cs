{{#files}}
using System.Net.Http;
using System.Security.Cryptography.X509Certificates;
{{/files}}
using OpenTelemetry.Exporter;

// inside .AddOtlpExporter(options => { ... })
options.Endpoint = new Uri({{url}});
{{#grpc}}
options.Protocol = OtlpExportProtocol.Grpc;
{{/grpc}}
{{#http}}
options.Protocol = OtlpExportProtocol.HttpProtobuf;
{{/http}}
{{#files}}
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
        CustomTrustStore = { X509CertificateLoader.LoadCertificateFromFile({{trusted_ca}}) },
        RevocationMode = X509RevocationMode.NoCheck,
    };
{{/ca}}
    // TimeoutMilliseconds is not applied to a client of your own: set it here.
    return new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(10) };
};
{{/files}}
