import { Controller, Get, Param } from '@nestjs/common';
import { Answers, Requires } from '@throughline/http/decorators';
import { Scim } from './scim-answer';
import { URN } from './scim-names';
import { ScimRefusal } from './scim-refusal';
import { listResponse } from './scim-request';
import { resourceTypes, schemas, serviceProviderConfig } from './scim-schemas';

/** What this service can do of the protocol: RFC 7644, 4. */
@Controller('scim/v2')
@Scim()
export class ScimDiscoveryController {
  @Get('ServiceProviderConfig')
  @Requires('read', 'scim')
  @Answers(200)
  config(): object {
    return serviceProviderConfig;
  }

  @Get('ResourceTypes')
  @Requires('read', 'scim')
  @Answers(200)
  types(): object {
    return listResponse(resourceTypes.length, 1, resourceTypes);
  }

  @Get('ResourceTypes/:id')
  @Requires('read', 'scim')
  @Answers(200)
  type(@Param('id') id: string): object {
    return oneOf(resourceTypes, id);
  }

  @Get('Schemas')
  @Requires('read', 'scim')
  @Answers(200)
  schemas(): object {
    return listResponse(schemas.length, 1, schemas);
  }

  @Get('Schemas/:id')
  @Requires('read', 'scim')
  @Answers(200)
  schema(@Param('id') id: string): object {
    return oneOf(schemas, id);
  }

  /** The protocol's alias of the signed-in user: a program that keeps our people is none of them. */
  @Get('Me')
  @Requires('read', 'scim')
  @Answers(501)
  me(): never {
    throw new ScimRefusal(501, undefined, `/Me is not offered. Ask for a user by filter, as in /Users?filter=userName eq "…" (${URN.user}).`);
  }
}

function oneOf(list: readonly { id: string }[], id: string): object {
  const found = list.find((one) => one.id === id);
  if (!found) throw new ScimRefusal(404, undefined, `There is no ${id}.`);
  return found;
}
