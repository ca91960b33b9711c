import { Controller, Delete } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, Requires } from '@throughline/http/decorators';
import { UnsubscribeDeviceCommand } from './unsubscribe-device.command';
import { DeviceRemovedDto, type DeviceRemoved } from './unsubscribe-device.dto';

@Controller('v1/notices/devices')
export class UnsubscribeDeviceController {
  constructor(private readonly command: UnsubscribeDeviceCommand) {}

  @Delete(':id')
  @Requires('choose', 'notice')
  @IdempotencyHeader()
  @Answers(200, DeviceRemovedDto)
  unsubscribe(@IdParam() deviceId: string, @CurrentPrincipal() by: Principal): Promise<DeviceRemoved> {
    return this.command.execute({ deviceId }, by);
  }
}
