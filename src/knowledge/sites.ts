// What an address in a text says: a site of Microsoft's names its product, whose company or mailbox it is says nothing.

// The first that fits decides; the words are looked up like any others.
const sites: readonly (readonly [host: RegExp, words: string])[] = [
  [/^smtp\.office365\.com$|^smtp-mail\.outlook\.com$/, 'smtp'],
  [/^autodiscover\./, 'autodiscover'],
  [/^outlook\.(?:office|office365|live|cloud)\.(?:com|microsoft)$|^(?:www\.)?outlook\.com$/, 'outlook'],
  [/^teams\.(?:microsoft|live|cloud)\.(?:com|microsoft)$/, 'teams'],
  [/-my\.sharepoint\.(?:com|cn)$|^onedrive\.live\.com$/, 'onedrive'],
  [/\.sharepoint\.(?:com|cn)$/, 'sharepoint'],
  [/^(?:status|service)\.(?:azure|office|office365|cloud)\.(?:com|microsoft)$/, 'service status'],
  [/^portal\.azure\.(?:com|cn)$/, 'azure'],
  [/^admin\.(?:microsoft|cloud)\.(?:com|microsoft)$|^admin\.microsoft365\.com$/, 'admin center'],
  [/^admin\.exchange\.microsoft\.com$/, 'exchange'],
  [/^(?:entra|aad\.portal\.azure)\.(?:microsoft\.)?com$/, 'entra'],
  [/^(?:intune|endpoint)\.microsoft\.com$/, 'intune'],
  [/^(?:security|protection)\.microsoft\.com$/, 'defender'],
  [/^passwordreset\.microsoftonline\.com$/, 'password reset'],
  [/^login\.(?:microsoftonline|live|microsoft)\.com$/, 'sign in'],
  [/^(?:make|apps)\.powerapps\.com$/, 'power apps'],
  [/^make\.powerautomate\.com$|^flow\.microsoft\.com$/, 'power automate'],
  [/^app\.powerbi\.com$/, 'power bi'],
  [/\.dynamics\.com$/, 'dynamics'],
  [/^(?:www\.|portal\.)?(?:office|microsoft365)\.com$|^m365\.cloud\.microsoft$/, 'microsoft 365'],
];

// Here the rest of an address tells what was opened. (Not of SharePoint and Dynamics: the customer's names stand there.)
const microsofts =
  /^(?:[a-z0-9-]+\.)*(?:office|office365|outlook|live|microsoft|microsoft365|microsoftonline|azure|windows|onedrive|cloud|powerapps|powerautomate|powerbi)\.(?:com|net|cn|microsoft)$|^aka\.ms$/;
const endings = /\.(?:com|net|cn|ms)$/;

const mail = /[\p{L}\p{N}._%+-]+@(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}/gu;
// Without a scheme only what nobody takes for a file or for two sentences without a space.
const web =
  /(?:(?:https?|ftp):\/\/|\b(?=www\.))(?<host>[a-z0-9.-]+)(?::\d+)?(?<path>[^\s\p{Script=Han}，。?#]*)[^\s\p{Script=Han}，。]*|(?<![\p{L}\p{N}@.-])(?<bare>(?:[a-z0-9-]+\.)+(?:com|net|org|info|biz|ru|cn|de|eu|local|microsoft|ms))(?![\p{L}\p{N}-])(?<rest>[:/][^\s\p{Script=Han}，。?#]*)?(?:[?#][^\s\p{Script=Han}，。]*)?/gu;

// Most texts have none, and looking for one takes as long as all the rest.
const mayHoldAddress = /:\/\/|[a-z0-9-]\.[a-z]/;

/** `text`, in lower case, without addresses; those of Microsoft's products leave the product's name. */
export function withoutAddresses(text: string): string {
  const rest = text.includes('@') ? text.replaceAll(mail, ' ') : text;
  if (!mayHoldAddress.test(rest)) return rest;
  return rest.replaceAll(
    web,
    (_, host?: string, path?: string, bare?: string, more?: string) =>
      ` ${wordsOf((host ?? bare ?? '').replace(/\.+$/, ''), path ?? more ?? '')} `,
  );
}

function wordsOf(host: string, path: string): string {
  const product = sites.find(([site]) => site.test(host))?.[1] ?? '';
  return microsofts.test(host) ? `${product} ${host.replace(endings, '')} ${path}` : product;
}
