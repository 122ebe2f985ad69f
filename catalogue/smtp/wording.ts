/**
 * What servers say, whoever made them. `clear` wordings are unmistakable: they go before the enhanced code, which many
 * servers fill in carelessly (`550 5.7.1 user unknown`). `hints` are weaker words: they count where the code says little.
 *
 * The first that fits wins, so what narrows a word stands before the word: "sending quota" before "quota".
 */
import type { ReplyEntry } from '../types.ts';
import { entry } from './entry.ts';
import * as other from './languages.ts';
import { either } from './languages.ts';

const said = 'wording of common mail servers';

export const clear: readonly ReplyEntry[] = [
  // Login
  entry({
    id: 'smtp-text-method-off',
    match: {
      text: /basic auth\w* (?:is |has been )?(?:disabled|not supported|no longer)|(?:unrecogni[sz]ed|unsupported|unknown) auth\w*(?: mechanism| type| method)|auth\w* (?:mechanism|method|type) (?:is )?(?:not (?:supported|available|recogni[sz]ed|allowed)|too weak|unsupported)|mechanism is too weak|invalid authentication mechanism|no (?:mechanism|worthy mechs) (?:available|found)|xoauth is no longer supported|(?:use|requires?|switch to) (?:x?oauth2?|modern auth\w*)|mechanism \S+ (?:is )?not (?:supported|available|allowed)/i,
    },
    reason: 'auth-method-retired',
    title: 'Login method not accepted',
    cause: 'The server does not offer, or no longer allows, the way in which the device logs in.',
    remedy:
      'Choose another login method in the device (LOGIN or PLAIN with TLS, OAuth where it has it), or send through a relay in the office.',
    sources: [said],
    examples: [
      '504 5.5.4 Unrecognized authentication type',
      'SASL CRAM-MD5 authentication failed: Invalid authentication mechanism',
    ],
  }),
  entry({
    id: 'smtp-text-app-password',
    match: {
      text: /app(?:lication)?[- ]specific password|(?:use|create|generate|needs?|requires?|with|enter)[\w ]{0,20} app(?:lication)?[- ]password|app(?:lication)?[- ]password (?:is )?(?:required|needed)|enter your authorization code/i,
    },
    reason: 'auth-method-retired',
    title: 'App password required',
    cause: 'The account has two-step verification, and its normal password does not work for devices.',
    remedy: 'Create an app password for the device in the account and enter that.',
    sources: [said],
    examples: ['535 Application-specific password required'],
  }),
  entry({
    id: 'smtp-text-tls-not-offered',
    match: {
      text: /TLS is required, but (?:was )?not (?:offered|available)|starttls (?:is )?not (?:offered|advertised|supported|available)|(?:doesn't|does not|did not) (?:offer|support|advertise) (?:starttls|tls|ssl)|refused to (?:start|do) tls|starttls refused/i,
    },
    reason: 'tls',
    title: 'Server does not offer encryption',
    cause: 'The sending side insists on encryption, and the server on the other side has none on this port.',
    remedy: 'Check the port (587 or 465), and whether a firewall takes STARTTLS out of the conversation.',
    sources: [said],
    examples: ['TLS is required, but was not offered by host mx.example.net[192.0.2.7]'],
  }),
  entry({
    id: 'smtp-text-starttls-first',
    match: {
      text: either(
        /must issue (?:a )?starttls|starttls (?:is )?required|starttls (?:command )?first|need to (?:use )?starttls|(?:tls|ssl|encrypt(?:ed|ion)|secure connection)(?: connection| session)? (?:is |are )?(?:required(?!, but)|needed|mandatory)|(?:requires?|need|use) (?:tls|ssl|encryption|an encrypted connection)(?!\w)|(?:plain ?text|unencrypted|insecure) (?:auth\w*|login|connections?|sessions?) (?:is |are )?(?:disabled|not (?:allowed|permitted|accepted|supported)|disallowed)|(?:connection|session) must be (?:encrypted|secure)/i,
        other.tlsNeeded,
      ),
    },
    reason: 'tls',
    title: 'Encryption is switched off in the device',
    cause: 'The server talks only over an encrypted connection, and the device did not start one.',
    remedy:
      'Switch TLS on in the e-mail settings of the device: STARTTLS on port 587, or TLS from the start on port 465.',
    sources: [said, 'RFC 3207 §4'],
    examples: ['530 5.7.0 Must issue a STARTTLS command first', '554 5.7.3 TLS required'],
  }),
  entry({
    id: 'smtp-text-certificate',
    match: {
      text: /certificate (?:has )?(?:expired|(?:verif\w+|validation) (?:failed|failure|error)|not (?:trusted|verified|valid|yet valid)|is (?:not trusted|expired|invalid|self[- ]signed)|host(?:name)?[- ]mismatch|unknown|revoked|does not match)|certificate-(?:expired|host-mismatch)|self[- ]signed certificate|unable to (?:verify|get local issuer)|server certificate not (?:trusted|verified)|unknown ca\b|CERT_HAS_EXPIRED|DEPTH_ZERO_SELF_SIGNED_CERT|certificate problem|certificate[\w -]{0,20} mismatch/i,
    },
    reason: 'tls',
    title: 'Certificate not accepted',
    cause:
      'The certificate of the server is expired, self-signed, for another name, or signed by someone the other side does not know.',
    remedy: 'Renew the certificate, or install the signing authority in the device. Check the clock of the device too.',
    sources: [said],
    examples: ['Server certificate not trusted', 'CERT_HAS_EXPIRED'],
  }),
  entry({
    id: 'smtp-text-tls-failed',
    match: {
      text: /(?:SSL|TLS)[_ ](?:accept|connect) error|cannot start tls|(?:tls|ssl)[- ](?:negotiation|handshake|connection|session|setup|layer)?[- ]?(?:error|fail\w*)|(?:tls|ssl) (?:start-?up |init\w* |is )?(?:currently |temporarily )?(?:failed|error|unavailable|not available)|(?:tls|ssl) routines|handshake fail\w*|no (?:shared|common) cipher|unsupported protocol|wrong version number|tls-?v?1\.[01].*not supported|TLS 1\.0 and 1\.1|dnssec-invalid|\bETLS\b|(?:tls|ssl) handshake/i,
    },
    reason: 'tls',
    title: 'Encryption could not be set up',
    cause: 'The two sides found no common version or cipher, or the kind of encryption does not fit the port.',
    remedy:
      'Check the pair: 465 with TLS from the start, 587 with STARTTLS. Update the firmware of old devices, or let them send through a relay in the office.',
    sources: [said],
    examples: ['SSL_accept error from copier[192.0.2.21]: lost connection', '454 TLS currently unavailable'],
  }),
  entry({
    id: 'smtp-text-login-attempts',
    match: {
      text: /too many (?:invalid |failed |bad )?(?:log[oi]n|auth\w*|password)[\w ]*(?:attempts|failures|tries|errors)/i,
    },
    reason: 'auth-failed',
    title: 'Too many failed logins',
    cause: 'The device keeps logging in with a wrong password, and the server has locked it out for a while.',
    remedy: 'Stop the device from trying, correct the password, wait until the lock ends, then test once.',
    sources: [said],
    examples: ['454 4.7.0 Too many login attempts, please try again later'],
  }),
  entry({
    id: 'smtp-text-login-down',
    match: {
      text: /(?:unable|cannot) (?:to )?authenticate (?:at present|now|due to temporary)|temporary (?:system problem.*auth|auth\w* fail\w*)|auth\w*.{0,40}(?:server|service|backend) (?:is )?(?:unavailable|down|not responding)|connection lost to authentication server/i,
    },
    reason: 'server-unavailable',
    title: 'Server cannot check logins now',
    cause: 'What checks the logins of the server does not work at the moment. The password may be right.',
    remedy: 'Wait; if it lasts, check the login service behind the mail server.',
    sources: [said],
    examples: ['454 4.7.0 Cannot authenticate due to temporary system problem'],
  }),
  // The sending domain. Before "authentication failed", which SPF, DKIM and DMARC say too.
  entry({
    id: 'smtp-text-policy',
    match: {
      text: /(?<!relay\w{0,9} (?:rejected|denied) )(?:for|due to|by|violat\w+|because of) (?!dmarc)(?:\w+ ){0,3}polic(?:y|ies) (?:reasons?|violation|rejection|restrictions?)|(?<!for )polic(?:y|ies) (?:reasons|violation)|rejected (?:by|due to) (?:local|content|site|security) polic|spam classification|administrative(?:ly)? prohibit\w*|\bAUP#/i,
    },
    reason: 'policy-block',
    title: 'A rule of the receiving side said no',
    cause: 'The receiving side refuses the mail by a rule of its own, without saying which.',
    remedy:
      'Ask the operator of that server, with the whole text of the reply and the time. Meanwhile send through another server.',
    sources: [said],
    examples: ['570 Email not accepted for policy reasons', '554 5.7.9 Message not accepted for policy reasons.'],
  }),
  entry({
    id: 'smtp-text-spf',
    match: {
      text: /\bSPF\b|sender policy framework|openspf\.(?:org|net)|(?:sender[- ]id|\bPRA)\b.*(?:fail|reject|not permitted)|(?:is )?not (?:allowed|authori[sz]ed|permitted|designated) (?:to send|as (?:a )?sender)[^.]* (?:from|for)[^.]*(?:domain|spf)/i,
    },
    reason: 'sender-unauthenticated',
    title: 'SPF check failed',
    cause: 'The domain of the sender does not list the address that the mail came from as one of its senders.',
    remedy: 'Add the public address of the office, or of its relay, to the SPF record of the domain.',
    sources: [said, 'RFC 7208 §8.4'],
    examples: [
      '550 5.7.23 SPF validation failed',
      '550 5.1.0 192.0.2.9 is not allowed to send mail from example.org by its SPF record',
    ],
  }),
  entry({
    id: 'smtp-text-dmarc',
    match: {
      text: /\bDMARC\b|\bDKIM\b(?!-Signature)|required authentication level|does not have authentication information|fails to pass|domainkeys|pass authentication checks|authenticat\w+ checks? (?:fail|did not pass)|(?:unauthenticated|un-authenticated) (?:e-?mail|mail|message)|sender(?:'s domain)? (?:is |was )?(?:unauthenticated|not authenticated)[^.]*(?:spf|dkim)|\bARC\b.*fail/i,
    },
    reason: 'sender-unauthenticated',
    title: 'DKIM or DMARC check failed',
    cause: 'The mail carries no valid signature of its domain, or the domain asks others to refuse mail like this.',
    remedy:
      'Send through the mail provider of the domain, or have the relay sign with DKIM; check SPF and DMARC of the domain.',
    sources: [said, 'RFC 7489 §10.3'],
    examples: ['550 5.7.1 Unauthenticated email from example.org is not accepted due to its DMARC policy'],
  }),
  entry({
    id: 'smtp-text-reverse-dns',
    match: {
      text: either(
        /reverse[- ]?(?:dns|host|lookup|name|resolution)|\brDNS\b|\bPTR\b|cannot find your (?:reverse )?host ?name|ip name lookup failed|(?:no|missing|invalid|bad|fix) (?:forward|reverse) dns|fcrdns|(?:ip|client|host|peer) ?(?:address |name )?(?:lookup|resolution) failed|ip address[\w .:[\]()-]{0,45}(?:does not|doesn't) resolve|no (?:valid )?host ?name|unresolvable (?:ip|host)|unverif[iy]able sending|mismatch\w* client ip|may not be mail exchanger|unable to (?:verify|resolve) (?:your )?(?:ip|hostname|host name)|dns (?:mismatch|name)[^.]*(?:ip|address)/i,
        other.reverseDns,
      ),
    },
    reason: 'sender-unauthenticated',
    title: 'Address of the sender has no fitting name',
    cause: 'The reverse DNS of the sending address is missing or does not lead back to it.',
    remedy: 'Have the internet provider set a PTR record for the address, or send through the server of a provider.',
    sources: [said],
    examples: ['450 4.7.25 Client host rejected: cannot find your hostname, [192.0.2.9]'],
  }),
  // Relaying
  entry({
    id: 'smtp-text-relay',
    match: {
      text: either(
        /relay(?:ing)?(?: access| of mail| mail| service| attempt)?[^;:]{0,60}? (?:is |was |has been )?(?:denied|not (?:permitted|allowed|authori[sz]ed|supported|accepted)|prohibited|forbidden|disallowed(?! as)|refused|rejected|disabled|blocked)|(?:denied|no|not|refuse|unable to|cannot|can't|may not|prohibited|permission to|permitted to|allowed to|not do) (?:by |act as |be an? |open |mail |to |from )*relay|relay(?:ing)? (?:denied|access denied|prohibited|rejected|not|through)|we (?:do not|don't) relay|not (?:an? )?(?:open )?relay|(?:not|isn't) (?:in my|in our|listed in) (?:list of )?allowed rcpthosts|rcpthosts|not (?:a )?gateway|delivery is not allowed to this address|no relay|invalid credentials for relay|relay (?:lookup|check) failed|is not (?:a )?(?:local|hosted) domain|we do not (?:accept|handle|host) mail for|authentication (?:is )?required (?:for|to) relay|must (?:authenticate|be authenticated) (?:to|before|for) relay|insecure mail relay|NoRelay|(?:do not|does not|don't|doesn't|won't|will not|cannot) (?:allow|permit|accept|offer|support) (?:open )?(?:mail )?relay|relays? (?:mail )?only for|authori[sz]ed to relay/i,
        other.relay,
      ),
    },
    reason: 'relay-denied',
    title: 'Server does not relay for this device',
    cause:
      'The server takes mail for other domains only from senders it knows. The device did not log in, its address is not on the list of allowed ones, or that address has changed.',
    remedy:
      'Add the address of the device to those allowed to relay, or enter a login in the device. (Older web lists of codes send you to a paid relay service; that is not needed.)',
    sources: [said, 'Postfix, Exim, Sendmail and Exchange sources and manuals'],
    examples: [
      '550 relaying mail to user@xyz.com is not allowed',
      '550 Mail Relay not allowed',
      '454 4.7.1 <anna@example.net>: Relay access denied',
      "553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)",
    ],
  }),
  // Sender
  entry({
    id: 'smtp-text-send-as',
    match: {
      text: /relaying disallowed as|send ?as ?denied|permission\w* to send as|not (?:owned by|permitted to send as|allowed to send (?:as|from|using))|sender address rejected: (?:not (?:owned|logged in))|(?:sender|from)(?: address| header| field| line)? (?:must|does not|doesn't|should) (?:match|be (?:the )?same|belong)|not the owner of|envelope sender.*(?:mismatch|not match)|mail from must (?:equal|match)|not (?:allowed|permitted|authori[sz]ed) to use [\w ]{0,12}(?:from|sender|address)|(?:may not|cannot) use \S+ as (?:sender|from)/i,
    },
    reason: 'sender-rejected',
    title: 'From address does not belong to the login',
    cause:
      'The login works, but the device puts another address into From than the account may use, often that of the person at the panel.',
    remedy: 'Set the From address of the device to that of the scan account, or allow the account to send as others.',
    sources: [said],
    examples: ['553 5.7.1 <anna@example.com>: Sender address rejected: not owned by user scanner@example.com'],
  }),
  entry({
    id: 'smtp-text-sender-domain',
    match: {
      text: /from: domain is invalid|invalid dns mx or a\/aaaa|domain of (?:the )?sender(?: address)?.{0,80}(?:does not|doesn't|not) (?:exist|resolve)|sender(?:'s)?(?: address)?(?: rejected)?[:,]?.{0,60}domain.{0,40}(?:not found|does not (?:exist|resolve)|invalid|must (?:exist|resolve)|could not be (?:found|resolved)|is not valid)|(?:sender|from|return|reply)[\w ]*domain (?:must (?:exist|resolve)|not found|does not (?:exist|resolve)|(?:is )?(?:unknown|empty)|cannot be (?:resolved|found)|invalid)|unresolvable (?:sender|domain)|unable to (?:find|verify|resolve) (?:the )?(?:sender|from|mx)[\w ']*domain|cannot resolve your domain|sender (?:domain )?(?:has|is) (?:a )?null mx|(?:sender|from) domain (?:is )?not (?:hosted|local|allowed|known|accepted)/i,
    },
    reason: 'sender-rejected',
    title: 'Domain of the sender does not exist',
    cause:
      'The domain in the sender address of the device cannot be found in the DNS; often it is a made-up one such as .local.',
    remedy: 'Use an address of your own, existing domain as sender.',
    sources: [said],
    examples: ['450 <scan@copier.local>: Sender address rejected: Domain not found'],
  }),
  entry({
    id: 'smtp-text-sender',
    match: {
      text: either(
        /(?:sender|(?<!mail |message |messages )from|envelope from|return[- ]path|mail from(?! (?:outside|external|the internet)))(?: address| e-?mail)?(?: <?[^\s>]*>?)?[:,]? (?:is |was |has been )?(?:rejected(?!:.{0,60}(?:quota|rate limit|limit exceeded|too many))|denied|refused|invalid|not (?:allowed|accepted|valid|permitted|authori[sz]ed)|unknown|banned|blocked(?! using)|blacklisted|restricted)|(?:invalid|bad|unknown|illegal|malformed|empty|no|missing|incorrect) (?:sender|from|mail from|return[- ]path|envelope from)\b|sender verif\w+|verify (?:the )?sender|could(?: not|n't) verify (?:the )?(?:sender|return)|(?:not|isn't) (?:allowed|authori[sz]ed|permitted) to send(?! (?:to|as))|mail sending denied|sender(?:'s)? (?:account|mailbox) (?:is )?(?:disabled|locked|suspended|does not exist)|not accept mail from(?! (?:you\b|your|this|the (?:ip|host|server)|dynamic|\[?\d))|(?:blocked|suspended|disabled|restricted|banned|prevented) from sending|sending (?:is |has been |was )?(?:paused|suspended|disabled) for|outgoing (?:mail |e-?mail )?(?:is )?blocked|null sender|from unregistered domains|(?:e-?mail )?address is not verified|failed the check in region|verified sender|verification failed for|domain[\w .-]{0,60} is not allowed to send|Purported Responsible|(?:to\/)?from an? (?:e-?mail )?address (?:that|which) (?:has been|is|was) black ?listed|(?:sender|from)(?: address)? (?:could not|cannot|can't|couldn't) be verified|sender[\w ]{0,10} is not (?:an? )?(?:valid|known|existing|local)/i,
        other.sender,
      ),
    },
    reason: 'sender-rejected',
    title: 'Sender address not accepted',
    cause: 'The server does not take mail from the sender address that the device uses.',
    remedy:
      'Set the sender address of the device to an existing address of your own domain, best that of the scan account.',
    sources: [said],
    examples: ['550 Sender denied', '550 Invalid sender address'],
  }),
  // Message and mailbox
  entry({
    id: 'smtp-text-sending-quota',
    match: {
      text: /(?:submission|sending|outbound|outgoing|daily|hourly|monthly|relay|smtp|(?:message|mail) rate|per[- ]?(?:hour|day|minute))(?:['-]|\b)(?: (?:the |user |email |e-mail |mail |message |account |domain |of |for |sending |relay )*(?:quota|limits?|threshold|allowance)\b|[\w' -]{0,40}(?:quota|limits?|threshold|allowance)[\w ]{0,40} (?:has been |have been |was |is |are )?(?:exceed\w*|reached|hit)\b)|(?:sender|user|account|domain|tenant)[\w' -]{0,40}exceeded [\w ]{0,30}(?:per (?:hour|day)|sending|daily|hourly|threshold|defers and failures)|exceeded (?:the |your |its |their |his )?(?:permitted |allowed |maximum |max |daily |hourly |sending |rate |message )*(?:limits?|number|amount|threshold|allowance|rate|quota for sending|messages)\b(?! size)[^.]{0,60}(?:per|within|hour|day|minute|rate|messages|connections|threshold|sending)|throttling failure|tenant has exceeded threshold|peak smtp relay limit|recipient thread limit|quota (?:of|for) (?:mails|messages|e-?mails|outgoing|sent|sending)|(?:mails|messages|e-?mails) (?:per|an?|each) (?:day|hour|minute)\b.{0,40}(?:exceed|limit|reached)|(?:mails|messages|e-?mails) (?:with)?in (?:the |an? )?(?:last )?(?:day|hour|minute)|(?:reached|exceeded|over) [\w ]{0,20}limit (?:of|for|on) (?:recipients|messages|mails|e-?mails|connections|sessions)|sender address rejected:.{0,60}(?:quota|limit) exceeded/i,
    },
    reason: 'rate-limited',
    title: 'Limit of mails is reached',
    cause: 'The account, or the domain, has sent as many mails as its provider allows for now.',
    remedy:
      'Wait until the limit resets. If it returns, look for a device that sends without end, or use a service with higher limits.',
    sources: [said],
    examples: ['550 Your hourly sending limit has been exceeded', '550 5.7.0 Monthly sending quota exceeded'],
  }),
  entry({
    id: 'smtp-text-mailbox-full',
    match: {
      text: either(
        /(?:mail ?box|inbox|mail ?drop|account|user|recipient|mail ?folder|disk|storage|boite[\w ]*)(?:'s)?[\w ]{0,30} (?:is |are |was |currently )*(?:too |over ?|exceeding |out of |at )?(?:full|quota|pleine|storage|disk quota)|over[- ]?quota|quota (?:is )?(?:exceed\w*|full|reached|violat\w*)|exceed\w*[\w ,'<>@.-]{0,40}(?:quota|storage|disk space|mailbox size|space limit)|(?:mailbox|disk|storage) (?:size )?(?:limit|quota|space|allocation) (?:has been |is )?(?:exceed\w*|reached)|(?:not enough|insufficient|no|out of) (?:disk |storage |mailbox )?(?:space|storage|room)[\w ]{0,20}(?:in|for|on)?[\w ]{0,10}(?:mail ?box|user|recipient|account|quota)|mailbox full|mailbox exceeds|maildir (?:is )?over|(?:user|mail ?box|account) has too many messages|mail ?box[\w ]{0,20} exceed\w* (?:the |its |his )?(?:limit|maximum|size)|mail ?box[\w ]{0,12} over (?:its|his|the|their) [\w ]{0,20}(?:limit|allocation|allowance)|exceededmailboxlimit|over ?its storage limit|messages in [\w' ]{0,20}mailbox|message would exceed|(?:mail ?box|inbox|account|user|recipient)[\w ]{0,20} (?:has |with )?no (?:more )?(?:space|room)/i,
        other.mailboxFull,
      ),
    },
    reason: 'mailbox-full',
    title: "Recipient's mailbox is full",
    cause: 'The mailbox has reached its quota.',
    remedy: 'The recipient must free space; then send the scan again.',
    sources: [said],
    examples: ['552 5.2.2 Over quota', '550 5.1.1 Mailbox full'],
  }),
  entry({
    id: 'smtp-text-too-big',
    match: {
      text: either(
        /too much (?:mail |message )?data|mailsize limit|(?:message|mail|body|content|attachment|data|letter|file)s? (?:file |header )?(?:size|length|is too (?:big|large|long)|too (?:big|large|long))[\w ]*|too (?:big|large) (?:for|message)|(?:exceed\w*|larger than|over|above|greater than|more than)[\w ,']{0,50}(?:message|mail|maximum|max|fixed|allowed)?[\w ]{0,20}\bsize(?: limit)?|size (?:limit|exceeds|too large)|(?:max\w*|fixed) (?:message|mail|allowed)? ?size|MessageSizeLimit|RecipSizeLimit|SendSizeLimit|\bEMSGSIZE\b|limit(?:s)? (?:for|of|on) (?:message|mail|attachment)|exceeds google's (?:limit|header)|header size limit|\bsize of (?:the |your |this )?(?:mail|message|e-?mail|attachment)\w*[\w ]{0,12} exceed|attachments? (?:is|are) too (?:big|large)/i,
        other.tooBig,
      ),
    },
    reason: 'message-too-big',
    title: 'Scan is too large',
    cause: 'The mail is over a size limit on its way. A mail is about a third larger than the file in it.',
    remedy: 'Scan with a lower resolution, in grey or as a compressed PDF, split the job, or have the limit raised.',
    sources: [said, 'RFC 1870 §6'],
    examples: ['552 Message size exceeds fixed maximum message size', '550 Message too large'],
  }),
  // Limits
  entry({
    id: 'smtp-text-too-many-recipients',
    match: {
      text: /too many recipients|recipients?[\w ]{0,20}(?:limit|maximum)[\w ]{0,20}(?:exceed\w*|reached)|maximum (?:number of )?recipients/i,
    },
    reason: 'rate-limited',
    who: 'user',
    title: 'Too many recipients',
    cause: 'The mail names more recipients than the server takes at once.',
    remedy: 'Split the group of recipients.',
    sources: [said, 'RFC 5321 §4.5.3.1.10'],
    examples: ['452 Too many recipients'],
  }),
  entry({
    id: 'smtp-text-rate',
    match: {
      text: either(
        /too many (?:concurrent |simultaneous |open |smtp |tcp |parallel |new )*(?:connections?|sessions?|messages|mails|e-?mails|requests|deliveries|(?:smtp )?transactions)|(?:connections?|concurrency|concurrent[\w ]*|session|rate|frequency|throughput|message delivery request|mails?)[\w ()-]{0,30}limit(?:s|ed)?\b[\w ]{0,20}(?:exceed\w*|reached)?|rate[- ]?limit\w*|throttl\w*|slow(?:er| down)|too (?:fast|quickly|frequent\w*|often)|(?:rate|frequency) that (?:prevents|exceeds)|unusual (?:sending )?(?:rate|traffic|activity)|trop de connexions|receiving (?:mail|email) (?:at a rate|too quickly)|exceeded (?:the )?(?:connection|message|rate|max\w*) |reduce (?:your )?(?:sending|number)|maximum (?:number of )?(?:concurrent |simultaneous |allowed )*(?:connections|sessions)|number of (?:concurrent |simultaneous )?connections[\w ]{0,30}exceeds?|too much mail|(?:rate|frequency)[\w ]{0,12} (?:is )?(?:too high|exceeded|limited)|maximum credits exceeded|we have limits for how many|too many (?:smtp )?(?:connects|logins)|frequency limited|exceeded (?:the |your |its )?(?:allowed |permitted |max\w* )?(?:sending )?rate|excessive (?:number of )?(?:connections|mail|messages|rate)|(?:messages|recipients|mails|connections) per (?:session|connection|message)[\w ]{0,12}(?:exceeded|limit)|(?:mail|message|connection) ?flood/i,
        other.tooMany,
      ),
    },
    reason: 'rate-limited',
    title: 'Too much mail in too little time',
    cause: 'The server limits how many connections or mails it takes from one sender at a time.',
    remedy:
      'Wait: a relay tries again by itself. If it lasts, send through one relay that spreads the mail, and look for a device that sends without end.',
    sources: [said],
    examples: [
      '450 4.7.1 Too many connections from your IP',
      '421 Too many concurrent SMTP connections',
      '421 Connection rate limit exceeded',
    ],
  }),
  entry({
    id: 'smtp-text-disabled',
    match: {
      text: /(?:mail ?box|account|recipient account|inbox)[\w @<>.:'"-]{0,60}(?:is |are |was |has been |been |currently |temporarily |est )*(?:disabled|suspended|inactive|deactivated|locked|closed|expired|terminated|cancell?ed|deleted|removed|blocked|bloque|frozen|discontinued)\b|(?:user|recipient|address|e-?mail)[\w @<>.:'"-]{0,60}(?:is |are |was |has been |been )*(?:disabled|suspended|inactive|deactivated|discontinued|terminated)\b|(?:disabled|suspended|inactive|deactivated|expired|closed) (?:account|mailbox|user|recipient|e-?mail)|recipient suspend|not accepting (?:mail|messages|e-?mail)|no longer (?:on server|available|valid|active|in use|accepts?|works|employed|here|with)|has (?:left|retired)|account is temporarily limited|suspend the service/i,
    },
    reason: 'recipient-unknown',
    title: "Recipient's mailbox is switched off",
    cause: 'The mailbox is known but disabled, closed or suspended.',
    remedy: 'Ask the recipient or their administrator; change the address book if the person has left.',
    sources: [said],
    examples: ['550 5.2.1 Mailbox disabled', '550 Account is suspended'],
  }),
  // Filters
  entry({
    id: 'smtp-text-virus',
    match: { text: /\bvirus(?:es)?\b|malware|\binfected\b|\btrojan\b|phish\w*|prohibited (?:virus|content)/i },
    reason: 'policy-block',
    title: 'A virus filter stopped the mail',
    cause: 'A filter on the way takes the attachment, or a link in the mail, for dangerous.',
    remedy:
      'Check the device and the relay. If the scan is clean, ask the operator of the filter to let it pass; scan to PDF, not to archives.',
    sources: [said],
    examples: ['550 5.7.9 The message was rejected because it contains prohibited virus or spam content'],
  }),
  entry({
    id: 'smtp-text-attachment',
    match: {
      text: /(?:attachment|file|extension|archive)s?[\w '".*-]{0,40}(?:not (?:allowed|accepted|permitted)|blocked|prohibited|forbidden|illegal|banned|denied|unacceptable)|(?:illegal|blocked|prohibited|banned|forbidden|disallowed) (?:attachment|file|extension)|potential(?:ly)? (?:security issue|dangerous|unsafe)/i,
    },
    reason: 'policy-block',
    title: 'Kind of attachment not allowed',
    cause: 'A filter on the way does not let this kind of file pass.',
    remedy: 'Scan to a plain PDF: no archive, no encryption, no executable names.',
    sources: [said],
    examples: ['552-5.7.0 This message was blocked because its content presents a potential security issue'],
  }),
  entry({
    id: 'smtp-text-blocklist',
    match: {
      text: either(
        /spamhaus|spamcop|sorbs|barracuda(?:central|networks)|\b\w*dnsbl\w*\b|\bR?BLs?\b|\bRBL\+|(?:black|block|deny|ban|spammer)[- ]?list\w*|blacklist\w*|(?<!not |n't )(?:listed|found|is) (?:at|in|on|by)[^.]{0,30}(?:list|database|dnsbl|\bbl\b)|(?<!not |n't )\blisted (?:at|by|in|on)\b|hostkarma|invaluement|uribl|surbl|cloudmark|senderscore|senderbase|backscatterer|realtime block|blocked (?:using|by)|found in dns|proofpoint\.com\/(?:dnsbl|\?ip)|ipcheck\.|mail-abuse\.com|schwarze liste|\(BL\)|JunkMail/i,
        other.blocklist,
      ),
    },
    reason: 'policy-block',
    title: 'Address of the sender is on a blocklist',
    cause:
      'The public address of the office, or of its relay, stands on a list of senders of spam that the receiving side uses.',
    remedy:
      'Send through the mail server of your provider. Find why it was listed (an infected machine?), then ask the list named in the text for removal.',
    sources: [said],
    examples: [
      '554 5.7.1 Service unavailable; Client host [192.0.2.9] blocked using zen.spamhaus.org',
      '550 Your IP has been blacklisted',
    ],
  }),
  entry({
    id: 'smtp-text-reputation',
    match: {
      text: /reputation|bad ip\b|(?:poor|suspicious|dynamic|residential|dial-?up|generic)[\w -]{0,30}\b(?:ip|ips|host|hosts|address|addresses|network|netblock|sender|range)\b|banned (?:sending )?ip|(?:ip|host|client|address|connection|network|domain|server|country)[\w .:[\]()<>-]{0,60} (?:is |was |has been |have been |are |been |temporarily |currently )*(?:blocked|banned|denied access|not welcome|refused access|restricted)|(?:blocked|banned|refused)[\w ]{0,20} (?:ip|host|address|connections?|network|domain)\b|not accept\w* (?:mail|e-?mail|messages|connections|traffic)?[\w ]{0,12}(?:from|over) (?:this|your|ipv6|dynamic|the ip)|traffic not accepted|geo[- ]?ip|you are not allowed to connect|access (?:to this mail system )?(?:has been )?(?:denied|rejected)[^.]{0,30}(?:ip|reputation)|your access to (?:submit|this mail system)|messages? from (?:\[?[\d.:a-f]+\]? )?(?:weren't|were not|wasn't) sent(?!.*limits for how)|block list|not accept (?:mail|e-?mail) from your|(?:esmtp|now|currently) not accepting connections|connection denied/i,
    },
    reason: 'policy-block',
    title: 'Address of the sender is blocked',
    cause:
      'The receiving side does not trust the public address that the mail came from: it is new, dynamic, or has sent spam.',
    remedy:
      'Send through the mail server of your provider instead of directly, or ask the receiving side to let the address in.',
    sources: [said],
    examples: ['550 Access from ip address 192.0.2.9 blocked.'],
  }),
  entry({
    id: 'smtp-text-spam',
    match: {
      text: /(?<!anti[- ]?|amount of )\bspam(?:my|med|ming|mer|mers)?\b|\bUBE\b|\bUCE\b|unsolicited|\bjunk\b|bulk (?:mail|e-?mail)|\bjunkmail\b|contentfilter|content[- ]?(?:filter|policy|restriction|guideline)\w*|message (?:content )?(?:was |has been )?(?:filtered|rejected (?:by|due to) (?:content|filter))|mail(?:box)? content (?:denied|rejected)|message content rejected|nature of the content|anti-?spoof\w*|spoof\w*|header based/i,
    },
    reason: 'policy-block',
    title: 'A spam filter stopped the mail',
    cause:
      'The receiving side takes the mail for spam: an empty text with an attachment, a strange subject or From, or a sender without proofs.',
    remedy:
      'Give scans a subject and a text, use a From address of your own domain with SPF and DKIM, and ask the recipient to allow the sender.',
    sources: [said],
    examples: ['550 Message rejected as spam', '550 5.7.1 Message content rejected, UBE, id=00000-00-000'],
  }),
  entry({
    id: 'smtp-text-local-delivery',
    match: {
      text: /(?:procmail|maildrop|deliver|vacation)\b: |(?:can(?:no|')t|couldn't|unable to|failed to) (?:open|create|write|update|execute|append|chdir|fork|lock)|permission denied(?!.*\bpost\b)|no such file|command (?:died|failed|time limit)|mail\.local(?!.*unknown)/i,
    },
    reason: 'server-unavailable',
    title: 'Server could not store the mail',
    cause: 'The program that puts mail into the mailbox failed: a full disk, a missing folder, a wrong permission.',
    remedy: 'The operator of the receiving server must look at its log.',
    sources: [said],
    examples: ['451 cannot open mailbox: Permission denied'],
  }),
  // Recipient
  entry({
    id: 'smtp-text-restricted',
    match: {
      text: /(?:allowed|accepted|safe)[- ]senders? list|not authenticated for (?:group|mailbox)|(?:only|restricted to) (?:accepts?|receives?|allows?|members|internal|authenticated|subscribers)[\w ]*|(?:mailing |distribution )?(?:list|group)[\w ]{0,20}(?:restrict\w*|moderated|closed|members only|does not accept)|(?:not|isn't) (?:allowed|permitted|authori[sz]ed) to (?:send|post|write|mail) to|not subscribed|non-?member|not (?:a )?member\b|(?:awaits|waiting for) (?:moderator|approval)|rejected by (?:this |the )?(?:recipient|user)|recipient(?:'s)? (?:preferences|policy|restrict\w*)|restricted? (?:recipient|address|mailbox)|(?:delivery|recipient) restrict\w*|resolver\.rst\.(?:auth|not)|banned recipient|sender was not authenticated|ip not in whitelist for rcpt domain|(?:recipient|user|mail ?box|list)[\w ]{0,20} (?:does|do) not (?:accept|want)[\w ]{0,12} from you\b|rejected by (?:the )?recipients|accepts? (?:mail|e-?mail|messages)[\w ]{0,20} from (?:known|internal|allowed|authenticated|certain|approved) senders|not (?:on|in) the (?:allow|safe|white)[- ]?list|(?:mail|messages?) from (?:outside|external senders|the internet)[\w ]* not (?:allowed|accepted|permitted)|(?:cannot|can't|may not) post\b/i,
    },
    reason: 'recipient-restricted',
    title: 'Recipient takes mail only from certain senders',
    cause: 'The mailbox or list exists, but is closed to the address that the scanner uses.',
    remedy: 'Have the address of the scanner added to the allowed senders of the recipient.',
    sources: [said],
    examples: ['550 You are not allowed to post to this mailing list'],
  }),
  entry({
    id: 'smtp-text-moved',
    match: {
      text: /(?:user|mailbox|recipient|address|account)[\w @<>.-]{0,60}(?:has |have )?(?:moved|been replaced|changed (?:address|to))|(?:new|changed) (?:e-?mail )?address is/i,
    },
    reason: 'recipient-unknown',
    title: 'Recipient has a new address',
    cause: 'The mailbox was here once, and the text may name the new one.',
    remedy: 'Change the recipient in the address book.',
    sources: [said],
    examples: ['550 5.1.6 address anna@example.com has been replaced by anna@example.net'],
  }),
  entry({
    id: 'smtp-text-user-unknown',
    match: {
      text: either(
        /(?<!domain of |domain of the )(?:user|recipient|mail ?box|account|address|alias|login|person|local ?part|customer|subscriber|destinataire|mail ?addr\w*|rcpt)s?[\w @<>.:'"(),*+=-]{0,80}(?<!domain )(?:unknown|unrecognized|not (?:be )?(?:found|known|exist|recogni[sz]ed|valid|local|listed|here|registered|available)|not be resolved|(?:does not|doesn't|doesnt|do not|don't|didn't|isn't|not) exist\w*|inexistent|non-?exist\w*|invalid\w*|introuvable|verification failed|is not (?:a|one|in|our|on|listed|valid)\b)|(?:unknown|no such|invalid|bad|non-?existent|undeliverable|unrout(?:e)?able|unverified|illegal|ambiguous|incorrect|wrong|malformed|bad destination|not (?:a )?valid|nonexistent|unrecognized|no valid) (?:e-?mail |x\.?400 )?(?:user|recipient|mail ?box|address|account|alias|local|person|destination (?:mail|address|e-?mail)|rcpt|id|e-?mail|name|mail ?addr\w*|login)|there is no (?:one|user|such|mailbox|account)|(?:doesn't|does not) have (?:an?|this) [\w.-]* ?(?:account|mailbox|user)|not (?:a )?(?:valid|known|local|our|registered) (?:\w+ )?(?:user|recipient|mailbox|customer|account|address|e-?mail)|(?:user|recipient)[\w ]{0,12}(?:not|no) (?:here|found|one)|no (?:mailbox|user|account|recipient|one)s?\b[\w ]{0,20}(?:here|by that name|with that name|found|such|exists?)|not our (?:user|customer)|adresse[\w ]*invalide|empf(?:ae|ä|\?)nger (?:nicht|unbekannt)|usuario (?:desconocido|no)|utente (?:sconosciuto|non)|utilisateur inconnu|desconhecido|exrecipnotfound|recipnotfound|resolver\.adr|unrouteable address|(?:not a valid|invalid) rfc[ -]?\d+ address|vrfy failed|mailbox unavailable|recipient (?:address )?(?:was |is )?(?:rejected|refused)\.?$|rfc 2606|recipient not found|single label domain|(?:not|isn't) a \w+ (?:address|mailbox)$|addressee unknown|address rejected\.?$|not in (?:the |our |this )?(?:directory|address book|user list)|\bno (?:such )?(?:mailbox|user|recipient|account)\W*$|need (?:a )?fully[- ]qualified address/i,
        other.userUnknown,
      ),
    },
    reason: 'recipient-unknown',
    title: 'Recipient does not exist',
    cause: 'The server has no mailbox with this name.',
    remedy: 'Correct or delete the recipient in the address book of the device.',
    sources: [said],
    examples: [
      '550 User unknown',
      '550 No such user here',
      '550 5.7.1 unknown user anna@example.com',
      '550 5.1.1 <anna@example.com>: Recipient address rejected: User unknown in local recipient table',
    ],
  }),
  // Way and network
  entry({
    id: 'smtp-text-loop',
    match: {
      text: /too many hops|hop ?count|exceeded \d+ hops|(?:mail|routing|forward\w*|message)[\w -]{0,20}loop|loops? (?:back|detected|found)|\bloop(?:ing)?\b|local configuration error.*loop|agent generated message depth|\bhops? limit/i,
    },
    reason: 'dns-routing',
    title: 'Mail runs in a circle',
    cause:
      'The mail passes the same servers again and again, because forwarding rules or name entries point at each other.',
    remedy: 'Find and break the circle: forwarding rules, MX records, or a smart host that leads back to itself.',
    sources: [said],
    examples: ['554 5.4.6 Too many hops', 'mail for example.com loops back to myself'],
  }),
  entry({
    id: 'smtp-text-null-mx',
    match: {
      text: /null ?mx|indicated no smtp service|no mail-enabled subscriptions|does not accept (?:any )?(?:mail|e-?mail)\b(?! from)|(?:host|domain|server) (?:does|do)(?:es)? not accept (?:mail|e-?mail|messages)/i,
    },
    reason: 'dns-routing',
    who: 'user',
    title: 'Domain of the recipient takes no mail',
    cause: 'The domain says in the DNS, or its server says, that it takes no mail at all.',
    remedy: 'Correct the domain in the address book.',
    sources: [said, 'RFC 7505 §3'],
    examples: ['Domain example.com does not accept mail (nullMX)'],
  }),
  entry({
    id: 'smtp-text-host-unknown',
    match: {
      text: either(
        /(?:host|domain|server|mx|name)(?: or domain)?(?: name)?[\w @<>.:'"-]{0,60}(?:not (?:be )?found|unknown|(?:does not|doesn't) (?:exist|resolve)|could not be (?:resolved|found)|lookup (?:fail\w*|error)|invalid\b|nonexistent|not known)|(?:unknown|no such|invalid|bad|nonexistent|illegal|unresolvable|unrouteable) (?:host|domain|mail ?domain|hostname)|name service error|name or service not known|getaddrinfo|\bNXDOMAIN\b|\bENOTFOUND\b|\bEDNS\b|\bEAI_AGAIN\b|no (?:mx|such domain|dns|a) (?:record|entry|or a)?s?|no mail exchanger|(?:mx|dns)[- ](?:lookup|record|query)?[\w ]{0,20}(?:fail\w*|error|timeout|not found|missing|points? to)|mx records?[\w .-]{0,80} (?:are |is )?(?:not valid|invalid)|all relevant mx records|cannot (?:find|resolve) (?:a |the |your )?(?:mail ?)?(?:host|domain|exchanger|mx|server)|weren't able to find the recipient domain|couldn't find any host|nonexistentdomain|unable to (?:route|resolve)|domain is not reachable|no route (?:to|for) (?:domain|address|mail|recipient)/i,
        other.noDomain,
      ),
    },
    reason: 'dns-routing',
    title: 'Server of the recipient not found',
    cause: 'The name of the server, or the domain behind the @, cannot be found in the DNS.',
    remedy: 'Check the domain in the address book; if it is right, check the DNS that the device and the relay use.',
    sources: [said],
    examples: [
      'Host or domain name not found. Name service error for name=example.invalid type=A: Host not found',
      'ENOTFOUND',
      '550 Host unknown',
    ],
  }),
  entry({
    id: 'smtp-text-refused-connection',
    match: {
      text: either(
        /connection (?:was |is )?refused|error code: 10061\b|refused (?:the |our )?connection|\bECONNREFUSED\b/i,
        other.refusedConnection,
      ),
    },
    reason: 'connection-failed',
    title: 'Connection refused',
    cause: 'The host is there, but nothing listens on that port, or a firewall says no.',
    remedy: 'Check server name and port (25, 465, 587), and that the mail service runs and lets the sender in.',
    sources: [said],
    examples: ['connect to mail.example.com[192.0.2.25]:25: Connection refused', 'ECONNREFUSED'],
  }),
  entry({
    id: 'smtp-text-timeout',
    match: {
      text: either(
        /(?:connection|operation|session|conversation|connect|smtp|network|read|write|data|host|greeting|command|response)[\w .[\]:()-]{0,80}(?:timed ?out|time-?out)|tim(?:ed|e)[- ]?out\b|error code: 10060\b|\bETIMEDOUT\b|no (?:answer|response) from|retry time(?:out)? (?:not reached|exceeded)|idle (?:connection|too long)|(?:did|does) not (?:respond|answer)|not responding/i,
        other.timeout,
      ),
    },
    reason: 'connection-failed',
    title: 'No answer in time',
    cause:
      'The server did not answer. Mostly a firewall swallows the packets, or the internet provider blocks port 25.',
    remedy:
      'Check that the network of the device or relay may reach the server on that port (587 or 465; 25 between servers).',
    sources: [said],
    examples: ['connect to mx.example.com[192.0.2.25]:25: Connection timed out', 'ETIMEDOUT'],
  }),
  entry({
    id: 'smtp-text-lost',
    match: {
      text: /lost connection|connection (?:was |is |has been |had been )?(?:lost|reset|dropped|closed|broken|aborted|terminated|died|interrupted|expired|unexpectedly)|(?:closed|dropped|reset|lost|broke|aborted) (?:the )?connection|broken pipe|\bECONNRESET\b|\bEPIPE\b|\bESOCKET\b|remote (?:host|server)[\w ]*(?:closed|hung up|dropped)|hung up|unexpected(?:ly)? (?:close\w*|eof|disconnect\w*)|connected to .* but (?:greeting|connection|sender)|socket (?:was |is )?closed/i,
    },
    reason: 'connection-failed',
    title: 'Connection broke in the middle',
    cause: 'The session ended without an answer: the other side, or a firewall between, cut it.',
    remedy: 'If it is always the large scans, check time-outs, MTU, size limits and firewalls that inspect mail.',
    sources: [said],
    examples: ['lost connection with mx.example.com[192.0.2.25] while sending message body', 'ECONNRESET'],
  }),
  entry({
    id: 'smtp-text-unreachable',
    match: {
      text: /no route to host|network (?:is )?unreachable|host (?:is )?(?:unreachable|down)|can(?:no|')t (?:connect|reach)|could(?: not|n't) (?:connect|reach|be reached)|unable to connect|failed to (?:connect|establish)|connect\w* (?:failed|failure|error)|\bEHOSTUNREACH\b|\bENETUNREACH\b|\bECONNECTION\b|establish an? smtp connection|did not accept our requests? to connect|wasn't able to establish/i,
    },
    reason: 'connection-failed',
    title: 'Server cannot be reached',
    cause: 'There is no way through the network to the server.',
    remedy: 'Check gateway, VLAN and firewall, then whether the server runs.',
    sources: [said],
    examples: ['connect to mx.example.com[192.0.2.25]:25: No route to host', 'EHOSTUNREACH'],
  }),
  // Server
  entry({
    id: 'smtp-text-greylisting',
    match: { text: /gr[ea]y[- ]?list\w*/i },
    reason: 'server-unavailable',
    title: 'Server wants to see a second try',
    cause:
      'Greylisting: the receiving side puts off mail from senders it has not met before, because spammers rarely try twice.',
    remedy:
      'Nothing: a relay tries again by itself. A device that sends without a relay must send the scan again after some minutes.',
    sources: [said, 'RFC 6647 §2'],
    examples: ['450 4.2.0 Greylisted, please retry in 5 minutes', 'You have been graylisted'],
  }),
  entry({
    id: 'smtp-text-server-full',
    match: {
      text: /(?:insufficient|not enough|out of|no|low) (?:system |disk |free |storage |queue |swap )*(?:storage|space|memory|resources?|disk)\b|(?:disk|system|spool|file ?system|server)(?: storage)? (?:is )?(?:almost |nearly )?full|insufficient system/i,
    },
    reason: 'server-unavailable',
    title: 'Server is out of space',
    cause: 'Disk or memory of a mail server is nearly used up, so it takes nothing more.',
    remedy: 'Free space on that server; if it is your relay, look at its queue and logs first.',
    sources: [said],
    examples: ['452 4.3.1 Insufficient system storage'],
  }),
  // Login, after all that merely mention it
  entry({
    id: 'smtp-text-login-needed',
    match: {
      text: either(
        /(?:auth\w*|log ?in) (?:is )?(?:required|needed|mandatory|must|first)|(?:must|should|need to|please) (?:first )?(?:be )?(?:authenticat\w*|log ?in(?! (?:with|through|via|to your account))|log on)|(?:client|user|sender|you)(?: was| is| are)? (?:not authenticated|not logged in|unauthenticated)|not authenticated(?: to send)?|requires? (?:smtp )?auth\w*|(?:use|enable|turn on) smtp auth\w*|check (?:your )?(?:for new )?mail (?:first|before)|pop[- ]before|smtp auth\w* (?:is )?(?:required|needed)|log ?in first|without authenticat\w*|unauthenticated senders? (?:is |are )?not allowed|anonymous (?:users|clients|access)/i,
        other.loginNeeded,
      ),
    },
    reason: 'auth-required',
    title: 'Device did not log in',
    cause: 'The server takes mail only after a login, and the device made none.',
    remedy: 'Switch SMTP authentication on in the device and enter user name and password of the scan account.',
    sources: [said],
    examples: ['530 5.5.1 Authentication Required'],
  }),
  entry({
    id: 'smtp-text-login-failed',
    match: {
      text: either(
        /(?:user ?name|login|log on)[\w ]{0,10}(?:and|or|\/|&) ?password[\w ]{0,12}(?:not|incorrect|invalid|wrong)|auth\w* (?:credentials |attempt |has |was |is |data )*(?:fail\w*|unsuccessful|invalid|rejected|incorrect|denied|error|aborted|not accepted)|(?:incorrect|invalid|bad|wrong) (?:auth\w*|log ?in|credentials|password|user ?name|user id)[\w ]*|(?:credentials|password)[\w ]{0,15}(?:invalid|incorrect|rejected|wrong|expired|not accepted|mismatch)|(?:log ?in|log on|sign in) (?:fail\w*|denied|incorrect|error|disabled)|log ?in (?:with|through|via) your web browser|\bEAUTH\b|sasl auth\w* fail\w*|cannot decode response|auth\w* failed/i,
        other.loginFailed,
      ),
    },
    reason: 'auth-failed',
    title: 'Login refused',
    cause: 'User name or password is wrong, or the account is locked or not allowed to send in this way.',
    remedy:
      'Enter user name and password of the scan account again in the device; check that the account is not locked or expired.',
    sources: [said],
    examples: ['535 5.7.8 Error: authentication failed: authentication failure', '535 Login failed', 'EAUTH'],
  }),
  // Protocol
  entry({
    id: 'smtp-text-helo',
    match: {
      text: /(?:helo|ehlo)[\w /]*(?: command| name| host\w*| argument| greeting)?[\w <>.:-]{0,40}(?:reject\w*|invalid|required|first|not|must|bad|denied|unknown|malformed|fail\w*|forged|empty)|(?:invalid|bad|empty|fake|forged|malformed|need|send|polite|say) (?:helo|ehlo|hello)|need (?:a )?fully[- ]qualified (?:host|domain)|bad hello|syntactically invalid|introduce (?:yourself|him)|send hello first/i,
    },
    reason: 'protocol-error',
    title: 'Device gives a wrong host name',
    cause: 'The name by which the device greets the server (HELO) is not a full host name, or not its own.',
    remedy: 'Enter a host name with a domain in the network settings of the device, e.g. copier.example.com.',
    sources: [said, 'RFC 5321 §4.1.1.1'],
    examples: [
      '504 5.5.2 <COPIER>: Helo command rejected: need fully-qualified hostname',
      '501 5.5.4 HELO/EHLO argument is invalid',
    ],
  }),
  entry({
    id: 'smtp-text-format',
    match: {
      text: /RFC ?-?(?:822|2821|2822|5321|5322|1652|2045)|(?:bare|lone|stray|naked) (?:cr|lf|line ?feed|carriage|<lf>|<cr>|newline)|(?:two|several|more than one) (?:from|subject|to|date|message-id)\b|multiple addresses in from|(?:duplicate|multiple|missing|malformed|invalid|improper\w*|too many|no)[\w :'"-]{0,30}header|header[\w :-]{0,30}(?:too long|error|missing|invalid|malformed|duplicate|not valid|rejected|improper\w*)|message[- ]id[\w ]{0,20}(?:missing|invalid|malformed)|(?:message|mail)[\w ]{0,12}(?:malformed|not compliant|improper\w*)|8-?bit(?: data)?|encoded-word|improper use|not (?:rfc|mime)[\w -]*compliant|invalid characters|line (?:too long|length)|(?:invalid|corrupt) message content|mime (?:error|violation)|nonascii|non-ascii/i,
    },
    reason: 'protocol-error',
    title: 'Mail is not well formed',
    cause: 'The headers or the text of the mail, as the device writes them, break the rules for mail.',
    remedy:
      'Check sender name, subject and From in the device for odd characters; update its firmware, or let it send through a relay that mends mails.',
    sources: [said, 'RFC 5322'],
    examples: [
      '550 5.7.1 This message is not RFC 5322 compliant. There are multiple Subject headers.',
      '550 Bare LF in the message',
    ],
  }),
  entry({
    id: 'smtp-text-sequence',
    match: {
      text: /(?:bad|improper) (?:command )?sequence|out of sequence|(?:command|sequence)[\w ]{0,10} out of order/i,
    },
    reason: 'protocol-error',
    title: 'Commands in the wrong order',
    cause:
      'The server expected another command first. Very often that is the login: it is compulsory and the device skipped it, or it is not offered and the device tried it.',
    remedy:
      'Switch SMTP authentication on in the device, or off on a relay that has no logins; check TLS and port too.',
    sources: [said],
    examples: ['503 Bad sequence of commands'],
  }),
  entry({
    id: 'smtp-text-syntax',
    match: {
      text: /syntax error|(?:command|verb)[\w ]{0,20}(?:unrecogni[sz]ed|not (?:recogni[sz]ed|implemented|understood|supported|known)|unknown|unimplemented|rejected)|(?:unrecogni[sz]ed|unknown|unimplemented|unsupported|invalid|bad|unexpected|out of order) (?:command|verb|parameter)|(?:mail|rcpt|data|ehlo\/helo|need (?:mail|rcpt)) (?:command )?first|nested mail|no data after bdat|(?:improper|synchronization|protocol|pipelining) (?:command )?(?:error|pipelining|violation)|too many (?:errors|bad commands|syntax|protocol|unauthenticated commands|unrecognized)|argument not permitted|\bEPROTOCOL\b|\bEENVELOPE\b|no recipients (?:given|specified|named)/i,
    },
    reason: 'protocol-error',
    title: 'Server did not understand the device',
    cause:
      'A command was malformed, in the wrong order or not offered. Often the port and the kind of encryption do not fit together, or a firewall rewrites the conversation.',
    remedy:
      'Check the pair: port 465 with TLS from the start, 587 or 25 with STARTTLS; switch off mail inspection on the firewall; update the firmware.',
    sources: [said],
    examples: ['502 5.5.1 Unrecognized command', '421 4.7.0 mx.example.com Error: too many errors'],
  }),
  entry({
    id: 'smtp-text-server-error',
    match: {
      text: /(?:internal|local|system|server|software|temporary|unexpected|configuration|config|queue|database|lookup|processing|delivery system|mail system|storage|i\/o|resources?)(?: server| system| local| software| mail)* (?:error|fail\w*|problem|misconfigur\w*|trouble)|(?:server|system|service|mail ?server)[\w ]{0,20}(?:busy|down|shutting down|overload\w*|not (?:available|active|ready|accepting)|unavailable|misconfigured|incorrectly configured|offline|maintenance|error)|service (?:currently |temporarily )?(?:not available|unavailable)(?!;? ?client)|(?:user|alias|recipient|address) lookup (?:error|fail\w*)|\bldap\b|error in processing|exec(?:ution)? (?:fail\w*|error)|mailer error|mail system (?:is )?full|misconfigured|no healthy secondary|replicated|attr\d+/i,
    },
    reason: 'server-unavailable',
    title: 'Server had an error of its own',
    cause: 'Something inside a mail server does not work at the moment.',
    remedy: 'Wait for the next try. If it lasts, the cause stands in the log of that server.',
    sources: [said],
    examples: ['451 Internal server error', '421 Service temporarily unavailable', 'user lookup error'],
  }),
];

/** Words that count only where the code says little. */
export const hints: readonly ReplyEntry[] = [
  entry({
    id: 'smtp-text-expired',
    match: {
      text: /(?:message|mail|delivery|queue|retry|envelope)[\w ]{0,30}(?:expired|too old|time(?:out)? exceeded)|(?:in|on) (?:the )?queue (?:too long|for)|giving up|could not be delivered for|delivery time expired|retry timeout|message delayed/i,
    },
    reason: 'unknown',
    title: 'Relay gave up trying',
    cause: 'All tries failed until the time was over. The cause is what the last try met.',
    remedy: 'Find the answer to the last try in the log of the relay, mend that, and scan again.',
    sources: [said],
    examples: ['551 message expired'],
  }),
  entry({
    id: 'smtp-text-blocked',
    match: {
      text: either(
        /\b(?:blocked|banned|black ?listed|access (?:is )?(?:denied|not allowed|rejected)|not welcome|connection(?:s)? (?:rejected|denied|not accepted)|client host rejected|(?:for|of|by|violat\w+|security|local|site|admin\w*)[\w ]{0,20}polic(?:y|ies)|polic(?:y|ies) (?:reasons?|violation|rejection|restriction\w*|prohibit\w*)|policy that prohibit\w*|administrative(?:ly)? (?:prohibition|denied|prohibited)|(?<!recipients? (?:was|were|has been|have been) )rejected (?:for|by|due to)|filtered|quarantin\w*|content|prohibited|suspicious|abuse|refused)\b|Symantec|(?:mail|message|e-?mail)s? (?:is |was |has been )?(?:rejected|refused|rejete)|rejected because/i,
        other.refused,
      ),
    },
    reason: 'policy-block',
    title: 'A filter of the receiving side said no',
    cause: 'A rule of the receiving side refuses the mail, without saying which.',
    remedy:
      'Ask the operator of that server, with the whole text of the reply and the time. Meanwhile send through another server.',
    sources: [said],
    examples: ['550 5.7.1 Access denied'],
  }),
  entry({
    id: 'smtp-text-recipient-refused',
    match: {
      text: /(?:recipient|rcpt|mail ?box|user|address)[\w @<>.:'"-]{0,60}(?:reject\w*|refused|denied|unavailable|not (?:accepted|allowed|available)|fail\w*|blocked)|(?:reject\w*|refus\w*|bad|invalid|unable to (?:verify|deliver))[\w ]{0,12}(?:recipient|rcpt|mailbox|destination|address)/i,
    },
    reason: 'recipient-unknown',
    title: 'Recipient not accepted',
    cause: 'The server does not take mail for this recipient, and does not say why. Mostly the mailbox does not exist.',
    remedy: 'Check the recipient in the address book.',
    sources: [said],
    examples: ['550 Recipient denied'],
  }),
  entry({
    id: 'smtp-text-try-later',
    match: {
      text: either(
        /(?:try|tried|retry|come back|attempt)[\w ]{0,20}(?:again|later)|temporar(?:y|ily)|(?:later|shortly|a few minutes|some minutes)\b|deferred|not available|unavailable|busy|please wait|\b(?:retry|again|back|wait)\b[\w ]{0,20} (?:in|after) \d+/i,
        other.tryLater,
      ),
    },
    reason: 'server-unavailable',
    title: 'Server puts the mail off',
    cause: 'The server cannot or will not take the mail at the moment.',
    remedy: 'Nothing at once: a relay tries again by itself. If it lasts, ask the operator of that server.',
    sources: [said],
    examples: ['421 Please try again later'],
  }),
];
