import { SyncCompanyCommand } from './sync-company.command';
import { SyncCompanyController } from './sync-company.controller';
import { SyncPeople } from './sync-people';
import { SyncUnits } from './sync-units';

export const syncControllers = [SyncCompanyController];
export const syncProviders = [SyncCompanyCommand, SyncPeople, SyncUnits];
