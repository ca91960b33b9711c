import { Controller, Get } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, Requires } from '@throughline/http/decorators';
import { PushDevicesDto, type PushDevices } from './push-devices.dto';
import { PushDevicesViews } from './push-devices.views';

@Controller('v1/notices/devices')
export class PushDevicesController {
  constructor(private readonly views: PushDevicesViews) {}

  /** The browsers that one is told on, and the key that another is subscribed with. */
  @Get()
  @Requires('read', 'notice')
  @Answers(200, PushDevicesDto)
  own(@CurrentPrincipal() by: Principal): Promise<PushDevices> {
    return this.views.own(by);
  }
}
