import { type DynamicModule, Module } from '@nestjs/common';

import type { SettingsOf } from '@throughline/config/settings';

import { SandboxTimeModule } from './advance-sandbox-time/sandbox-time.module';
import { DoctorController, PEERS } from './doctor/doctor.controller';
import { EventTypesController } from './event-types/event-types.controller';
import { WhoAmIController } from './whoami/whoami.controller';

/** What the gateway answers by itself; all else is passed on (proxy/). */
@Module({})
export class GatewayModule {
  static with(settings: SettingsOf<'gateway'>, peers: Record<string, string>): DynamicModule {
    return {
      module: GatewayModule,
      controllers: [WhoAmIController, EventTypesController, DoctorController],
      providers: [{ provide: PEERS, useValue: peers }],
      imports: settings.THROUGHLINE_SANDBOX ? [SandboxTimeModule.forSandbox(settings, peers)] : [],
    };
  }
}
