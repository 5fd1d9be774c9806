// The shape of the settings file, with the remedy for each fault.
import { z } from 'zod';
import { categories } from './domain/article.ts';
import { type OpenWindow, type Weekday, weekdays } from './domain/business-hours.ts';
import { clouds } from './domain/customer.ts';
import { locales } from './domain/locale.ts';
import { roles } from './domain/person.ts';
import type { Settings } from './domain/settings.ts';
import { disagreements } from './settings-rules.ts';

const text = z.string('is no text; put it in quotes').trim().min(1, 'is empty; write something');

const localText = z.strictObject(
  { en: text, ru: text.exactOptional(), 'zh-cn': text.exactOptional() },
  'is no list of languages; write at least "en: …" below it',
);

const id = z
  .string('is no id; put it in quotes')
  .regex(/^[a-z0-9][a-z0-9-]*$/, 'is no id; use small letters, digits and hyphens');

function guid(remedy: string) {
  return z
    .string(`is no GUID; ${remedy}`)
    .trim()
    .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, `is no GUID; ${remedy}`)
    .toLowerCase();
}

const tenantId = guid('copy the tenant id from the Entra admin center, Overview');

const locale = z.enum(locales, `is no language of ours; use one of ${locales.join(', ')}`);

const zone = z
  .string('is no time zone; use an IANA name like Europe/Berlin')
  .refine(isZone, 'is no time zone; use an IANA name like Europe/Berlin');

const httpsUrl = z.url({
  protocol: /^https$/,
  error: 'is no address; write it out, beginning with https://',
});

const email = z.email('is no mail address; write it like desk@example.com');

const phone = z
  .string('is no phone number; put it in quotes, like "+49301234567"')
  .regex(/^\+[1-9]\d{6,14}$/, 'is no phone number; write + and country code, digits only: "+49301234567"');

function whole(min: number, max: number, unit: string) {
  const remedy = `is no number of ${unit}; use a whole number from ${min} to ${max}`;
  return z.int(remedy).min(min, remedy).max(max, remedy);
}

const year = 365;
/** What is kept may have to be kept as long as a partner's books. */
const longestKept = 10 * year;

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    // Offsets like +02:00 pass too, and know no daylight saving.
    return /^[a-z]/i.test(name);
  } catch {
    return false;
  }
}

const windowRemedy = 'is no window; write FROM-TO, like 08:00-18:00, TO after FROM and at most 24:00';

const openWindow = z
  .string(windowRemedy)
  .regex(/^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$/, windowRemedy)
  .transform((window): OpenWindow => ({ from: window.slice(0, 5), to: window.slice(6) }))
  .refine(({ from, to }) => from < to, windowRemedy);

const openWindows = z
  .array(openWindow, 'is no list of windows; write [08:00-18:00], or [] for a closed day')
  .refine(
    (windows) => windows.every(({ from }, i) => i === 0 || from >= (windows[i - 1]?.to ?? '')),
    'has windows that overlap; list them in order of the day',
  );

const weekly = z
  .strictObject(
    Object.fromEntries(weekdays.map((day) => [day, openWindows.default([])])) as Record<
      Weekday,
      z.ZodDefault<typeof openWindows>
    >,
    `has no days; write at least one of ${weekdays.join(', ')} below it`,
  )
  .refine(
    (week) => weekdays.some((day) => week[day].length > 0),
    'never opens; give at least one day a window like [08:00-18:00]',
  );

const yesOrNo = z.boolean(
  'is neither true nor false; true reads Microsoft’s service health, once the customer’s administrator has consented to the bot’s application (ServiceHealth.Read.All)',
);

const target = z.strictObject(
  {
    firstResponseMinutes: whole(1, year * 24 * 60, 'minutes'),
  },
  'is no target; write "firstResponseMinutes: 60" below it',
);

const noList = 'is no list; begin each entry with a hyphen';
const noEntry = 'is no entry; write its settings below it';

const shape = z.strictObject(
  {
    partner: z.strictObject(
      {
        name: text,
        tenantId,
        partnerId: z
          .string('is no text; put the number in quotes')
          .regex(/^\d+$/, 'is no partner id; digits only'),
        locale: locale.default('en'),
        zone,
        serviceHealth: yesOrNo.default(false),
        contact: z.strictObject({ email, phone: text, website: httpsUrl }, noEntry),
      },
      noEntry,
    ),
    hours: z
      .array(
        z.strictObject(
          {
            id,
            zone,
            weekly,
            holidays: z.array(z.iso.date('is no date; write it like 2026-12-25'), noList).default([]),
          },
          noEntry,
        ),
        noList,
      )
      .min(1, 'is empty; say when the desk is open'),
    plans: z
      .array(
        z.strictObject(
          {
            id,
            version: text,
            name: localText,
            covered: localText,
            hoursId: id,
            targets: z.strictObject({ A: target, B: target, C: target }, noEntry),
            price: localText.exactOptional(),
            emergency: localText.exactOptional(),
          },
          noEntry,
        ),
        noList,
      )
      .min(1, 'is empty; describe at least one plan'),
    queues: z.array(
      z.strictObject(
        {
          id,
          name: text,
          categories: z
            .array(z.enum(categories, `is no category; use one of ${categories.join(', ')}`), noList)
            .default([]),
          locale: locale.exactOptional(),
          zone: zone.exactOptional(),
          channelId: z
            .string('is no channel id; put it in quotes')
            .regex(/^19:.+@thread\..+$/, 'is no channel id; it looks like 19:…@thread.tacv2')
            .exactOptional(),
        },
        noEntry,
      ),
      noList,
    ),
    staff: z
      .array(
        z.strictObject(
          {
            id: guid('copy the object id of the person from the Entra admin center, Users'),
            name: text,
            roles: z
              .array(z.enum(roles, `is no role; use one of ${roles.join(', ')}`), noList)
              .min(1, `is empty; use at least one of ${roles.join(', ')}`),
            email,
            phone: phone.exactOptional(),
          },
          noEntry,
        ),
        noList,
      )
      .min(1, 'is empty; name at least one person who answers'),
    providers: z
      .array(z.strictObject({ id, name: text, portalUrl: httpsUrl, resellerId: text }, noEntry), noList)
      .default([]),
    customers: z.array(
      z.strictObject(
        {
          tenantId,
          name: text,
          domain: text.regex(
            /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i,
            'is no domain; write it like contoso.onmicrosoft.com',
          ),
          planId: id,
          locale: locale.exactOptional(),
          zone: zone.exactOptional(),
          partnerModel: z.enum(
            ['direct', 'indirect-reseller'],
            'is no partner model; use direct or indirect-reseller',
          ),
          providerId: id.exactOptional(),
          serviceHealth: yesOrNo.exactOptional(),
          cloud: z.enum(clouds, `is no cloud; use one of ${clouds.join(', ')}`).default('global'),
        },
        noEntry,
      ),
      noList,
    ),
    exampleQuestions: z
      .array(localText, noList)
      .length(3, 'has not exactly three questions; the welcome shows three'),
    reopenWithinDays: whole(0, year, 'days').default(14),
    closeAfterDays: z
      .strictObject({ reminder: whole(1, year, 'days'), close: whole(1, year, 'days') }, noEntry)
      .refine(({ reminder, close }) => reminder < close, 'closes before it reminds; make close the later one')
      .default({ reminder: 3, close: 7 }),
    retentionDays: z
      .strictObject(
        {
          tickets: whole(1, longestKept, 'days').default(180),
          messages: whole(1, longestKept, 'days').default(90),
          questions: whole(1, longestKept, 'days').default(90),
          // Teams may send an activity again a day later; it must still be known then.
          technical: whole(2, longestKept, 'days').default(7),
        },
        noEntry,
      )
      .prefault({}),
  },
  'is no settings file; start from support.example.yaml',
);

/** What is not said of a queue or a customer is as with the partner. */
function withDefaults({ partner, queues, customers, ...rest }: z.output<typeof shape>): Settings {
  const { locale, zone, serviceHealth } = partner;
  return {
    ...rest,
    partner,
    queues: queues.map((queue) => ({ locale, zone, ...queue })),
    customers: customers.map((customer) => ({ locale, zone, serviceHealth, ...customer })),
  };
}

/** From the file's text, already parsed as YAML, to settings that need no second look. */
export const settingsSchema = shape.transform(withDefaults).superRefine((settings, context) => {
  for (const [path, message] of disagreements(settings)) {
    context.addIssue({ code: 'custom', path: [...path], message });
  }
});
