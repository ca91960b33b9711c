import { Body, Controller, Post } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, Requires } from '@throughline/http/decorators';
import { PushDeviceDto, type PushDeviceAnswer } from '../push-device/push-devices.dto';
import { SubscribeDeviceCommand } from './subscribe-device.command';
import { SubscribeDeviceDto } from './subscribe-device.dto';

@Controller('v1/notices/devices')
export class SubscribeDeviceController {
  constructor(private readonly command: SubscribeDeviceCommand) {}

  /** The browser's own subscription (PushSubscription.toJSON()), and a name to know it by. */
  @Post()
  @Requires('choose', 'notice')
  @IdempotencyHeader()
  @Answers(201, PushDeviceDto)
  subscribe(@Body() body: SubscribeDeviceDto, @CurrentPrincipal() by: Principal): Promise<PushDeviceAnswer> {
    return this.command.execute(body, by);
  }
}
