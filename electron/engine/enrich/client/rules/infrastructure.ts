import type { ClientRule } from '../client.ts';

const iac = (name: string, ...products: string[]): ClientRule => ({ name, kind: 'iac', products });

/** Infrastructure as code; before the SDKs, which these programs name behind themselves. */
export const INFRASTRUCTURE: readonly ClientRule[] = [
  iac('OpenTofu', 'opentofu'),
  iac('Terraform', 'terraform'),
  // A provider's own version is not Terraform's.
  {
    name: 'Terraform',
    kind: 'iac',
    pattern: /\bterraform-provider-|\bTerraform Provider\b|\bterraform-exec\b|\bokta-terraform\b/i,
  },
  iac('Terragrunt', 'terragrunt'),
  iac('Packer', 'packer'),
  iac('Pulumi', 'pulumi'),
  { name: 'Pulumi', kind: 'iac', pattern: /\bpulumi-[a-z]+\/|\bPulumi[A-Z]\w*\// },
  iac('AWS CDK', 'aws-cdk', 'aws-cdk-cli', 'aws-cdk-lib', 'cdk-assets', 'cdk'),
  iac('AWS SAM CLI', 'aws-sam-cli', 'samcli'),
  iac('Serverless Framework', 'serverless', 'serverlessframework', 'serverless-framework'),
  iac('Ansible', 'ansible', 'ansible-core', 'ansible-httpget', 'ansible-module-utils'),
  iac('Crossplane', 'crossplane', 'crossplane-provider-aws', 'upbound-provider-aws'),
  { name: 'Chef', kind: 'iac', pattern: /^Chef (?:Knife|Client|Infra Client)\/(?<version>[\d.]+)/i },
  iac('Puppet', 'puppet'),
  iac('Cloud Custodian', 'cloud-custodian', 'custodian'),
  iac('Bicep', 'bicep'),
];
