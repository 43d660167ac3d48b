//! Client certificates: the CA that servers accept, and what clients are given.

use super::fault::Identity;
use super::server::Options;
use crate::error::Error;
use crate::issue::Credential;
use crate::issue::Profile;
use crate::issue::Validity;

/// The CA for client certificates and one client certificate.
pub(super) struct Clients {
    /// The CA that the server accepts, DER.
    pub(super) ca: Vec<u8>,
    /// What the client is given: certificate and key, PEM.
    pub(super) identity: Option<(String, String)>,
}

/// Makes both.
pub(super) fn clients(options: &Options, identity: Identity) -> Result<Clients, Error> {
    let validity = Validity::days(options.now, 1, 89);
    let authority = Profile::ca("otls lab client CA", Validity::days(options.now, 30, 3650));
    let ca = Credential::self_signed(&authority)?;
    let client = Profile::client("otls lab client", validity);
    let identity = match identity {
        Identity::Absent => None,
        Identity::Good => Some(ca.issue(&client)?),
        Identity::OtherCa => {
            let common_name = "another client CA".to_owned();
            Some(Credential::self_signed(&Profile { common_name, ..authority })?.issue(&client)?)
        }
        Identity::Expired => {
            let validity = Validity::days(options.now, 91, -1);
            Some(ca.issue(&Profile { validity, ..client })?)
        }
        Identity::Expiring => {
            let validity = Validity::days(options.now, 85, 5);
            Some(ca.issue(&Profile { validity, ..client })?)
        }
        Identity::OtherKey => {
            let certificate = ca.issue(&client)?.pem();
            let key = ca.issue(&client)?.key_pem();
            return Ok(Clients { ca: ca.der().to_vec(), identity: Some((certificate, key)) });
        }
        Identity::ServerUsage => {
            let names = ["otls-lab-client.example.com".to_owned()];
            Some(ca.issue(&Profile::server(&names, &[], validity))?)
        }
    };
    let identity = identity.map(|client| (client.pem(), client.key_pem()));
    Ok(Clients { ca: ca.der().to_vec(), identity })
}
