import { URN } from './scim-names';
import { MOST_RESULTS } from './scim-request';
import { SCIM_BASE } from './scim-user';

const SPC = 'urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig';
const RESOURCE_TYPE = 'urn:ietf:params:scim:schemas:core:2.0:ResourceType';
const SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:Schema';

export const serviceProviderConfig = {
  schemas: [SPC],
  patch: { supported: true },
  bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
  filter: { supported: true, maxResults: MOST_RESULTS },
  changePassword: { supported: false },
  sort: { supported: false },
  etag: { supported: true },
  authenticationSchemes: [{ type: 'oauthbearertoken', name: 'Bearer token', description: 'The access token of an account that has the right "scim".', primary: true }],
  meta: { resourceType: 'ServiceProviderConfig', location: `${SCIM_BASE}/ServiceProviderConfig` },
};

export const resourceTypes = [
  {
    schemas: [RESOURCE_TYPE],
    id: 'User',
    name: 'User',
    endpoint: '/Users',
    description: 'A person of the company',
    schema: URN.user,
    schemaExtensions: [{ schema: URN.enterprise, required: false }],
    meta: { resourceType: 'ResourceType', location: `${SCIM_BASE}/ResourceTypes/User` },
  },
  {
    schemas: [RESOURCE_TYPE],
    id: 'Group',
    name: 'Group',
    endpoint: '/Groups',
    description: 'A named set of people',
    schema: URN.group,
    meta: { resourceType: 'ResourceType', location: `${SCIM_BASE}/ResourceTypes/Group` },
  },
];

type Attribute = Record<string, unknown>;
/** One attribute; what is not said is as RFC 7643, 2.2, presumes. */
const attribute = (name: string, description: string, more: Attribute = {}): Attribute => ({
  name, type: 'string', multiValued: false, description, required: false, caseExact: false, mutability: 'readWrite', returned: 'default', uniqueness: 'none', ...more,
});
const complex = (name: string, description: string, subAttributes: Attribute[], more: Attribute = {}): Attribute => {
  const { caseExact: _caseExact, ...rest } = attribute(name, description, { type: 'complex', ...more });
  return { ...rest, subAttributes };
};
const readOnly = { mutability: 'readOnly' };
const reference = (types: string[]): Attribute => attribute('$ref', 'Its address', { type: 'reference', referenceTypes: types, caseExact: true, ...readOnly });

const schema = (id: string, name: string, description: string, attributes: Attribute[]) => ({
  schemas: [SCHEMA], id, name, description, attributes, meta: { resourceType: 'Schema', location: `${SCIM_BASE}/Schemas/${id}` },
});

export const schemas = [
  schema(URN.user, 'User', 'A person of the company', [
    attribute('userName', 'Address of the person: it names him', { required: true, uniqueness: 'server' }),
    complex('name', 'His name', [
      attribute('formatted', 'As it is shown'),
      attribute('givenName', 'Read where no other name is given', { mutability: 'writeOnly', returned: 'never' }),
      attribute('familyName', 'Read where no other name is given', { mutability: 'writeOnly', returned: 'never' }),
    ]),
    attribute('displayName', 'His name as it is shown'),
    attribute('title', 'Title of his main position'),
    attribute('timezone', 'IANA time zone', { caseExact: true }),
    attribute('active', 'False: he has left', { type: 'boolean', caseExact: undefined }),
    complex('emails', 'His address', [
      attribute('value', 'The address'),
      attribute('type', 'work', { canonicalValues: ['work'] }),
      attribute('primary', 'True', { type: 'boolean', caseExact: undefined }),
    ], { multiValued: true }),
    complex('roles', 'What he may do in his own unit', [attribute('value', 'Name of the role')], { multiValued: true }),
    complex('groups', 'The groups that he is in', [
      attribute('value', 'Id of the group', { caseExact: true, ...readOnly }),
      attribute('display', 'Its name', readOnly),
      attribute('type', 'direct', { canonicalValues: ['direct'], ...readOnly }),
      reference(['Group']),
    ], { multiValued: true, ...readOnly }),
  ]),
  schema(URN.enterprise, 'EnterpriseUser', 'His place in the company', [
    attribute('department', 'Name or code of his unit; without one, the company itself'),
    complex('manager', 'Whom he reports to', [
      attribute('value', 'Id of the manager', { caseExact: true }),
      reference(['User']),
      attribute('displayName', 'Name of the manager', readOnly),
    ]),
  ]),
  schema(URN.group, 'Group', 'A named set of people', [
    attribute('displayName', 'Its name', { required: true, uniqueness: 'server' }),
    complex('members', 'Who is in it', [
      attribute('value', 'Id of the user', { caseExact: true, mutability: 'immutable' }),
      attribute('display', 'His name', readOnly),
      attribute('type', 'User', { canonicalValues: ['User'], mutability: 'immutable' }),
      reference(['User']),
    ], { multiValued: true }),
  ]),
];
