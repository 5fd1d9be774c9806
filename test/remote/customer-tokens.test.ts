import { ClientSecretCredential } from '@azure/identity';
import { beforeEach, vi } from 'vitest';

vi.mock('@azure/identity', { spy: true });

const _bot = { appId: '11111111-2222-4333-8444-555555555555', password: 'secret' };
const _inTime = () => AbortSignal.timeout(5_000);
const _getToken = () => vi.spyOn(ClientSecretCredential.prototype, 'getToken');

beforeEach(() => vi.restoreAllMocks());
