/** Pages that the entries for Xerox rest on. Service manuals are quoted for facts only: code and meaning. */
export const versaLinkC405Guide =
  'Xerox VersaLink C405/B405 Security Function Supplementary Guide, 2018, p. 44: https://manualshive.com/en/manual/xerox/versalink-c405/4146454?page=44';
export const d95Guide =
  'Xerox D95/D110/D125 Security Function Supplementary Guide 1.0, 2012: https://manualzilla.com/doc/5890179/xerox-d95-d110-d125-copier-printer';
export const wc5200Manual = 'https://manualarchiveguide.com/manuals/Xerox-WorkCentre-5222-Service-Manual-5801641';
export const wc5230Manual = 'https://easymanua.ls/xerox/workcentre-5230/manual?p=348';
export const wc5600Manual =
  'https://manualarchiveguide.com/manuals/Xerox-WorkCentre-5687-Series-Service-Manual-5801517';
export const wc7132Manual = 'https://www.easymanua.ls/xerox/workcentre-7132/manual/77491';
export const docuColor1632Manual = 'https://www.easymanua.ls/xerox/docucolor-1632/manual/561750?p=260';
export const colorQube9300Guide = 'https://www.easymanua.ls/xerox/colorqube-9301/manual/1165547';
export const colorQube9200Guide = 'http://www.manualslib.com/manual/543528/Xerox-Colorqube-9201.html?page=50';
export const wideFormatManual = 'https://www.easymanua.ls/xerox/8825/manual/613928?p=17';
export const altaLinkB80Guide = 'https://manualshive.com/ru/manual/xerox/altalink-b80xx-series/3758896?page=206';
export const phaser4510Guide = 'https://www.easymanua.ls/xerox/phaser-4510/manual/95320?p=93';
export const documentCentreGuide =
  'Document Centre 440/432/425 administration guide (German): http://www.handbucher.com/manuals/720006/xerox-document-centre-420st.html?page=193';
export const documentCentreAdminGuide =
  'Document Centre System Administration Guide, p. 20-9: https://manualsbrain.com/it/manuals/1175280/?page=259';
export const documentCentreUserGuide =
  'Document Centre 440–420 User Guide, p. 9-15: https://caraudio.manualsonline.com/manuals/mfg/xerox/426_1.html?p=263';
export const zeroSmtp =
  'https://github.com/msgwing/ZeroSMTP docs/devices/xerox-mfps-reporting-send-error-027-779.md (quotes Xerox KB0238716)';
export const trebolArticle = 'https://fotocopiastrebol.com/?p=1645 (an article by a shop, not by the maker)';
export const noPage = 'General numbering of Xerox fault codes; no page of the maker was seen';
