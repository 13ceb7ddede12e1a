import type { Product } from "../action.ts";

/** What a vendor host name says about a request; no region where the product has one host for all. */
export interface VendorHost {
  readonly product: Product;
  readonly region?: string;
}

const products: readonly Product[] = ["vpc", "tag", "cr", "pvtz", "sts", "ram", "resourcemanager", "eventbridge"];

/** Reads `cr.cn-hangzhou.aliyuncs.com`, `pvtz.aliyuncs.com:8080`, ...; `undefined` for any other host. */
export function vendorHost(host: string): VendorHost | undefined {
  const [, name, region] = /^([a-z]+)(?:\.([a-z0-9-]+))?\.aliyuncs\.com(?::\d+)?$/i.exec(host) ?? [];
  const product = products.find((candidate) => candidate === name?.toLowerCase());
  if (product === undefined) return undefined;
  return region === undefined ? { product } : { product, region: region.toLowerCase() };
}

/** Regions of the emulated cloud: those that the metadata of Container Registry lists, finance regions left out. */
export const regions: readonly string[] = [
  "cn-qingdao",
  "cn-beijing",
  "cn-zhangjiakou",
  "cn-zhengzhou-jva",
  "cn-huhehaote",
  "cn-wulanchabu",
  "cn-hangzhou",
  "cn-shanghai",
  "cn-nanjing",
  "cn-fuzhou",
  "cn-shenzhen",
  "cn-heyuan",
  "cn-guangzhou",
  "cn-chengdu",
  "cn-hongkong",
  "cn-wuhan-lr",
  "ap-northeast-1",
  "ap-northeast-2",
  "ap-southeast-1",
  "ap-southeast-2",
  "ap-southeast-3",
  "ap-southeast-5",
  "ap-southeast-6",
  "ap-southeast-7",
  "ap-south-1",
  "us-east-1",
  "us-west-1",
  "eu-west-1",
  "eu-central-1",
  "me-east-1",
  "me-central-1",
];
