import { describe, expect, it } from 'vitest';
import { isForPartners } from '../../src/knowledge/addresses.ts';

describe('marked for partners', () => {
  it.each([
    'https://partner.microsoft.com/dashboard',
    'partner.microsoft.com',
    'https://learn.microsoft.com/partner-center/billing/provide-billing-support',
    'https://learn.microsoft.com/ru-ru/partner-center/customers/subscription-lifecycle',
    'https://LEARN.microsoft.com/zh-cn/Partner-Center/support',
    'https://docs.microsoft.com/en-us/partner-center/x',
    'https://api.partnercenter.microsoft.com',
    'https://partner.partnercenterapi.microsoftonline.cn/x',
  ])('%s', (address) => {
    expect(isForPartners(address)).toBe(true);
  });
});

describe('for customers', () => {
  it.each([
    'https://learn.microsoft.com/en-us/microsoft-365/commerce/manage-partners',
    'https://learn.microsoft.com/en-us/microsoft-365/admin/manage/find-your-partner-or-reseller',
    'https://portal.partner.microsoftonline.cn',
    'https://support.microsoft.com/en-us/office/x',
    'https://partner.example.com/partner-center',
    'not an address at all',
  ])('%s', (address) => {
    expect(isForPartners(address)).toBe(false);
  });
});
