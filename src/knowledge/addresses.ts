// Which addresses may be shown to customers.

/** Hosts that our own articles may link to; a new one is added here. */
export const knownHosts: readonly string[] = ['aka.ms', 'learn.microsoft.com', 'support.microsoft.com'];

/** Partner Center and what is written about it: Microsoft marks it for partners, customers cannot sign in there. */
const partnersHost =
  /(?:^|\.)(?:partner\.microsoft\.com|partnercenter\.microsoft\.com|partner\.partnercenterapi\.microsoftonline\.cn)$/;
const partnersPath = /^\/(?:[a-z]{2}-[a-z]{2,4}(?:-[a-z]{2})?\/)?(?:partner-center|partners?)(?:\/|$)/;
const docsHost = /^(?:learn|docs|review\.learn|review\.docs)\.microsoft\.com$/;

export function isForPartners(address: string): boolean {
  const url = URL.parse(/^[a-z]+:/i.test(address) ? address : `https://${address}`);
  if (url === null) return false;
  const host = url.hostname.replace(/\.$/, '');
  return partnersHost.test(host) || (docsHost.test(host) && partnersPath.test(url.pathname.toLowerCase()));
}
