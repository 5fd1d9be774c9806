import { ambientEnv } from '../../config.ts';

/** The process's environment without what is blank: `APP_ENV=` says no more than no `APP_ENV`, as for the service. */
export function givenEnv(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(ambientEnv()).filter(([, value]) => value?.trim()));
}
