{{#given_ca}}
give the CA that issued the server's certificate; `{{ca|text}}` does not hold it
{{/given_ca}}
{{^given_ca}}
{{#self-signed}}
trust the server's own certificate, once you have compared it with the file on the server
{{/self-signed}}
{{#intercepted}}
trust the CA of the inspecting proxy, if the inspection is meant to stay
{{/intercepted}}
{{^self-signed}}
{{^intercepted}}
trust the CA that signed the certificate
{{/intercepted}}
{{/self-signed}}
{{/given_ca}}
---
using System.Net.Http;
using System.Security.Cryptography.X509Certificates;
using OpenTelemetry.Exporter;

// inside .AddOtlpExporter(options => { ... })
options.Endpoint = new Uri({{url}});
{{#grpc}}
options.Protocol = OtlpExportProtocol.Grpc;
{{/grpc}}
{{#http}}
options.Protocol = OtlpExportProtocol.HttpProtobuf;
{{/http}}
options.HttpClientFactory = () => // .NET 8 or later
{
    var handler = new SocketsHttpHandler();
{{#mtls}}
    handler.SslOptions.ClientCertificates = new X509CertificateCollection
    {
        X509Certificate2.CreateFromPemFile({{cert}}, {{key}}),
    };
{{/mtls}}
    handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
    {
        TrustMode = X509ChainTrustMode.CustomRootTrust,
        // .NET 9; on .NET 8: new X509Certificate2(path)
        CustomTrustStore = { X509CertificateLoader.LoadCertificateFromFile({{trusted_ca}}) },
        RevocationMode = X509RevocationMode.NoCheck,
    };
    // TimeoutMilliseconds is not applied to a client of your own: set it here.
    return new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(10) };
};
