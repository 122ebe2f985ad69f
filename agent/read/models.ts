/** The name of a model as a buyer knows it, out of the texts in which devices wrap it. */
import { remembering } from '../remember.ts';
import { withoutBrand } from './vendors.ts';

/** Texts that name the network card, the operating system or the kind of machine, but no model. */
const noModel =
  /^(?:(?:mita |document solutions |_?ta )*printing system|generic\b.*|built-in\b.*|10\/100.*|ethernet\b.*|multi-environment.*|nc-\d+\w*.*|(?:net)?(?:work)? ?(?:wired|wireless)(?: ps)?|printer|unknown|none|n\/a|network (?:printer|interface).*|.*print ?server.*|print(?:ing)? (?:device|system)|tec|mfp|.*\bscan server\b.*|usb port|network|print i\/f|okilan.*)$/i;

/** Cuts what follows the model, takes the maker's name away; `null` where nothing that names a model is left. */
export function modelIn(text: string | null): string | null {
  return text === null ? null : findModel(text);
}

const findModel = remembering((text: string): string | null => {
  const name = withoutBrand(
    text
      .replace(/\s*(?:\(c\)|©)\s*\d{4}\b.*$/i, '')
      .replace(/\((?:r|tm|c)\)|[®™©]/gi, '')
      .replace(/\s+/g, ' '),
  )
    .replace(/\s*[;,|].*$/, '')
    .replace(/\s*\[.*$/, '')
    .replace(/\s+\/\s+.*$|\s*\/\s*P$/i, '')
    .replace(/\s+(?:version:?|firmware|rev\.|ver\.|kernel|os \d|v ?\(|v ?\d+(?:\.|$)).*$/i, '')
    .replace(/\s+v\s*\d+(?:\s*\.\s*\d+)+$/i, '')
    .replace(/\s+\d+(?:\.\d+)+$/, '')
    .replace(/\s+-\s+\d[\d.-]*$/, '')
    // A serial number behind the name (Lexmark).
    .replace(/\s+(?=(?:[A-Z]*\d){6})[A-Z\d]{10,}(?:\s.*)?$/, '')
    .replace(/^(?:colou?r )?laser (?:printer |(?=\d))/i, '')
    .replace(
      /\s+(?:(?:colou?r )?multi-?function(?:al)? (?:printer|system|peripheral|product|device)|network laser printer|(?:colou?r )?laser printer|colou?r laser|colou?r (?:mfp|printer)|laser mfp|printer|series)$/i,
      '',
    )
    .trim();
  const bare = withoutBrand(name.replace(/\s+(?:series|v ?\d+)$/i, ''))
    .slice(0, 100)
    .trim();
  return bare.length < 2 || noModel.test(bare) ? null : bare;
});
