import { ScimAnswer, ScimBodies } from './scim-answer';
import { ScimDiscoveryController } from './scim-discovery.controller';
import { ScimGroups } from './scim-groups';
import { ScimGroupsController } from './scim-groups.controller';
import { ScimUsers } from './scim-users';
import { ScimUsersController } from './scim-users.controller';
import { ScimUsersViews } from './scim-users.views';
import { WriteUser } from './write-user';

export const scimControllers = [ScimDiscoveryController, ScimUsersController, ScimGroupsController];
export const scimProviders = [ScimAnswer, ScimBodies, ScimUsers, ScimUsersViews, ScimGroups, WriteUser];
